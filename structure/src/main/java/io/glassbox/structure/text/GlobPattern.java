package io.glassbox.structure.text;

import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import org.jspecify.annotations.Nullable;

/**
 * Matching with the patterns of KEYS, SCAN, PSUBSCRIBE, CONFIG GET and ACL rules: {@code *} any bytes, {@code ?} one byte,
 * {@code [abc]}, {@code [a-z]}, {@code [^a]} one byte of a class, {@code \x} the byte x itself.
 *
 * <p>Redis's corner cases are part of the contract, since ACL rules and subscriptions rely on them: a class that is not
 * closed ends with the pattern, a range may be written backwards and is one of signed bytes, a backslash at the end
 * stands for itself, an escaped byte in a class ignores no case, and an empty text is matched by the empty pattern only
 * (callers that want {@code *} to match everything ask before).
 *
 * <p>Whatever stands behind a star is first tried as far to the left as possible; when it fails later, only the last star
 * takes one byte more. An earlier star never has to be revisited, so the time is bounded by O(pattern × text), where a
 * plain recursion would need exponential time for patterns such as {@code *a*a*a*b}.
 *
 * <p>Pattern and text each stand at a place given by an array and an index in it, or by no array and an address.
 */
public final class GlobPattern {
    private GlobPattern() {}

    public static boolean matches(ByteView pattern, ByteView text, boolean ignoreCase) {
        return matches(pattern.address(), pattern.length(), text.address(), text.length(), ignoreCase);
    }

    public static boolean matches(byte[] pattern, ByteView text, boolean ignoreCase) {
        return run(pattern, 0, pattern.length, null, text.address(), text.length(), ignoreCase);
    }

    public static boolean matches(byte[] pattern, byte[] text, boolean ignoreCase) {
        return run(pattern, 0, pattern.length, text, 0, text.length, ignoreCase);
    }

    /** Whether the text at {@code text} as a whole matches the pattern at {@code pattern}. */
    public static boolean matches(long pattern, int patternLength, long text, int length, boolean ignoreCase) {
        return run(null, pattern, patternLength, null, text, length, ignoreCase);
    }

    private static boolean run(
            byte @Nullable [] patternArray,
            long pattern,
            int patternLength,
            byte @Nullable [] textArray,
            long text,
            int length,
            boolean ignoreCase) {
        int p = 0;
        int t = 0;
        int afterStar = -1;
        int retryAt = 0;
        while (t < length) {
            int next = -1;
            if (p < patternLength) {
                if (at(patternArray, pattern, p) == '*') {
                    p++;
                    if (p == patternLength) {
                        return true;
                    }
                    afterStar = p;
                    retryAt = t;
                    continue;
                }
                next = step(patternArray, pattern, p, patternLength, at(textArray, text, t), ignoreCase);
            }
            if (next >= 0) {
                p = next;
                t++;
            } else if (afterStar >= 0) {
                p = afterStar;
                t = ++retryAt;
            } else {
                return false;
            }
        }
        if (length > 0) {
            while (p < patternLength && at(patternArray, pattern, p) == '*') {
                p++;
            }
        }
        return p == patternLength;
    }

    /** Matches one byte with the element at {@code p}, not a star: the place of the next element, or -1 for no match. */
    private static int step(
            byte @Nullable [] array, long pattern, int p, int patternLength, byte c, boolean ignoreCase) {
        byte element = at(array, pattern, p);
        if (element == '?') {
            return p + 1;
        }
        if (element == '[') {
            return inClass(array, pattern, p + 1, patternLength, c, ignoreCase);
        }
        int literal = element == '\\' && p + 1 < patternLength ? p + 1 : p;
        return same(at(array, pattern, literal), c, ignoreCase) ? literal + 1 : -1;
    }

    /** Like {@link #step} for a class; {@code from} is behind its bracket. */
    private static int inClass(
            byte @Nullable [] array, long pattern, int from, int patternLength, byte c, boolean ignoreCase) {
        boolean negated = from < patternLength && at(array, pattern, from) == '^';
        boolean found = false;
        int p = negated ? from + 1 : from;
        while (p < patternLength && at(array, pattern, p) != ']') {
            byte element = at(array, pattern, p);
            if (element == '\\' && p + 1 < patternLength) {
                found |= at(array, pattern, p + 1) == c;
                p += 2;
            } else if (p + 2 < patternLength && at(array, pattern, p + 1) == '-') {
                found |= inRange(element, at(array, pattern, p + 2), c, ignoreCase);
                p += 3;
            } else {
                found |= same(element, c, ignoreCase);
                p++;
            }
        }
        if (found == negated) {
            return -1;
        }
        return Math.min(p + 1, patternLength);
    }

    private static boolean inRange(byte oneEnd, byte otherEnd, byte c, boolean ignoreCase) {
        // Ordered before the case is dropped: what a range holds depends on its ends as they are written.
        int from = Math.min(oneEnd, otherEnd);
        int to = Math.max(oneEnd, otherEnd);
        return ignoreCase ? lower(c) >= lower(from) && lower(c) <= lower(to) : c >= from && c <= to;
    }

    private static boolean same(byte a, byte b, boolean ignoreCase) {
        return a == b || ignoreCase && lower(a) == lower(b);
    }

    private static int lower(int c) {
        return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
    }

    private static byte at(byte @Nullable [] array, long offset, int index) {
        return array == null ? Memory.getByte(offset + index) : array[(int) offset + index];
    }
}
