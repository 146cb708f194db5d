package io.glassbox.engine.acl;

import io.glassbox.foundation.setting.text.ByteText;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.text.GlobPattern;

/** A pattern of names as a rule spells it, ready to be matched. */
final class NamePattern {
    private final String text;
    private final byte[] glob;

    NamePattern(String text) {
        this.text = text;
        this.glob = ByteText.encode(text);
    }

    String text() {
        return text;
    }

    boolean matches(ByteView name) {
        return GlobPattern.matches(glob, name, false);
    }

    /** Whether these bytes are the pattern itself. */
    boolean isSpelt(ByteView pattern) {
        return pattern.sameBytes(glob);
    }
}
