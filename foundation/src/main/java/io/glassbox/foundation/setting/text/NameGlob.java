package io.glassbox.foundation.setting.text;

/**
 * Glob patterns over names of settings and of files to include: {@code *}, {@code ?}, {@code [a-z]}, {@code [^a]} and
 * {@code \} before a character that is meant as itself.
 */
public final class NameGlob {
    private final String pattern;
    private final boolean ignoresCase;

    public NameGlob(String pattern, boolean ignoresCase) {
        this.pattern = pattern;
        this.ignoresCase = ignoresCase;
    }

    /** Whether {@code text} is to be matched as a pattern at all, and not compared. */
    public static boolean isPattern(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '*' || c == '?' || c == '[') {
                return true;
            }
        }
        return false;
    }

    public boolean matches(String name) {
        int p = 0;
        int n = 0;
        int starred = -1;
        int retry = 0;
        while (n < name.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                starred = ++p;
                retry = n;
                continue;
            }
            if (p < pattern.length() && matchesOne(p, name.charAt(n))) {
                p = after(p);
                n++;
            } else if (starred >= 0) {
                // Only the last star ever has to take more, so the time is O(pattern x name).
                p = starred;
                n = ++retry;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    private boolean matchesOne(int p, char c) {
        return switch (pattern.charAt(p)) {
            case '?' -> true;
            case '[' -> matchesClass(p, c);
            case '\\' -> p + 1 < pattern.length() ? same(pattern.charAt(p + 1), c) : c == '\\';
            default -> same(pattern.charAt(p), c);
        };
    }

    private boolean matchesClass(int p, char c) {
        int end = after(p);
        int i = p + 1;
        boolean negated = i < end && pattern.charAt(i) == '^';
        if (negated) {
            i++;
        }
        boolean found = false;
        while (i < end && pattern.charAt(i) != ']') {
            if (pattern.charAt(i) == '\\' && i + 1 < end) {
                found |= same(pattern.charAt(i + 1), c);
                i += 2;
            } else if (i + 2 < end && pattern.charAt(i + 1) == '-') {
                char low = (char) Math.min(fold(pattern.charAt(i)), fold(pattern.charAt(i + 2)));
                char high = (char) Math.max(fold(pattern.charAt(i)), fold(pattern.charAt(i + 2)));
                found |= fold(c) >= low && fold(c) <= high;
                i += 3;
            } else {
                found |= same(pattern.charAt(i), c);
                i++;
            }
        }
        return found != negated;
    }

    /** Where the element at {@code p} ends; a class without {@code ]} reaches to the end of the pattern. */
    private int after(int p) {
        char c = pattern.charAt(p);
        if (c == '\\') {
            return Math.min(p + 2, pattern.length());
        }
        if (c != '[') {
            return p + 1;
        }
        int i = p + 1;
        while (i < pattern.length() && pattern.charAt(i) != ']') {
            i += pattern.charAt(i) == '\\' ? 2 : 1;
        }
        return Math.min(i + 1, pattern.length());
    }

    private boolean same(char a, char b) {
        return fold(a) == fold(b);
    }

    private char fold(char c) {
        return ignoresCase ? Character.toLowerCase(c) : c;
    }
}
