package io.glassbox.engine.acl;

import io.glassbox.structure.memory.ByteView;

/** A pattern of keys and what may be done with the keys that match: {@code %R~}, {@code %W~}, and {@code ~} for both. */
record KeyPermission(NamePattern pattern, int permissions) {
    /** To look at what the user's data is. */
    static final int READ = 1;

    /** To add, change or delete data. */
    static final int WRITE = 2;

    static final int ALL = READ | WRITE;

    boolean grants(int wanted) {
        return (permissions & wanted) == wanted;
    }

    boolean matches(ByteView key) {
        return pattern.matches(key);
    }

    boolean matchesAll() {
        return pattern.text().equals("*");
    }

    String rule() {
        return switch (permissions) {
            case READ -> "%R~" + pattern.text();
            case WRITE -> "%W~" + pattern.text();
            default -> "~" + pattern.text();
        };
    }
}
