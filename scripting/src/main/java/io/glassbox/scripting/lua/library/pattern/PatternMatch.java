package io.glassbox.scripting.lua.library.pattern;

import io.glassbox.scripting.lua.text.CharacterClass;
import io.glassbox.scripting.lua.value.LuaError;
import io.glassbox.scripting.lua.value.LuaState;
import java.util.Arrays;

/**
 * One pattern against one subject, by backtracking, as Lua 5.1 does it: the same order of trials, the same captures, the same texts for
 * what is malformed, and these only when the match reaches them.
 *
 * <p>A pattern ends at its first NUL. Recursion is as deep as the pattern has repetitions and captures, which is limited; the time can
 * be exponential, so that every few thousand steps the state is asked whether to go on.
 */
public final class PatternMatch {
    /** What {@link #captureLength} says of a capture that is a position. */
    public static final int POSITION = -2;

    public static final int MAX_CAPTURES = 32;

    private static final int[] NO_CAPTURES = {};
    private static final int UNCLOSED = -1;
    private static final int NO_MATCH = -1;
    private static final int MAX_DEPTH = 1_000;
    private static final int SET_BYTES_PER_STEP = 32;
    private static final int STEPS_BETWEEN_POLLS = 1 << 14;

    private final LuaState state;
    private int[] captureStarts = NO_CAPTURES;
    private int[] captureLengths = NO_CAPTURES;
    private byte[] subject = new byte[0];
    private byte[] pattern = new byte[0];
    private int from;
    private int end;
    private int patternEnd;
    private int captures;
    private int depth;
    private int steps = STEPS_BETWEEN_POLLS;

    public PatternMatch(LuaState state) {
        this.state = state;
    }

    /** Takes up a subject, whose bytes are those from {@code from} to {@code end}, and a pattern, likewise. */
    public void begin(byte[] subjectBytes, int subjectFrom, int subjectEnd, byte[] patternBytes, int first, int last) {
        subject = subjectBytes;
        from = subjectFrom;
        end = subjectEnd;
        pattern = patternBytes;
        patternEnd = first;
        while (patternEnd < last && patternBytes[patternEnd] != 0) {
            patternEnd++;
        }
    }

    /** The end of the match of the pattern from {@code patternIndex} on with the subject from {@code index} on; negative if none. */
    public int match(int index, int patternIndex) {
        captures = 0;
        depth = 0;
        return matchRest(index, patternIndex);
    }

    /** How many captures the match made. */
    public int captureCount() {
        return captures;
    }

    /** Where the capture begins in the subject's array. */
    public int captureStart(int capture) {
        return captureStarts[capture];
    }

    /** Its length, or {@link #POSITION}. Throws if the pattern did not close it. */
    public int captureLength(int capture) {
        if (captureLengths[capture] == UNCLOSED) {
            throw LuaError.located("unfinished capture");
        }
        return captureLengths[capture];
    }

    private int matchRest(int index, int patternIndex) {
        if (++depth > MAX_DEPTH) {
            throw LuaError.located("pattern too complex");
        }
        int result = matchItems(index, patternIndex);
        depth--;
        return result;
    }

    private int matchItems(int index, int patternIndex) {
        int s = index;
        int p = patternIndex;
        while (p < patternEnd) {
            step(1);
            int item = pattern[p];
            int next = peek(p + 1);
            if (item == '(') {
                return next == ')' ? openCapture(s, p + 2, POSITION) : openCapture(s, p + 1, UNCLOSED);
            }
            if (item == ')') {
                return closeCapture(s, p + 1);
            }
            if (item == '$' && p + 1 == patternEnd) {
                return s == end ? s : NO_MATCH;
            }
            if (item == '%' && (next == 'b' || CharacterClass.isDigit(next))) {
                s = next == 'b' ? matchBalance(s, p + 2) : matchCapture(s, next);
                p += next == 'b' ? 4 : 2;
            } else if (item == '%' && next == 'f') {
                int close = frontierEnd(p + 2);
                s = isFrontier(s, p + 2, close) ? s : NO_MATCH;
                p = close + 1;
            } else {
                int itemEnd = itemEnd(p);
                switch (peek(itemEnd)) {
                    case '*' -> {
                        return matchMost(s, p, itemEnd, 0);
                    }
                    case '+' -> {
                        return matchMost(s, p, itemEnd, 1);
                    }
                    case '-' -> {
                        return matchLeast(s, p, itemEnd);
                    }
                    case '?' -> {
                        int result = matchesOne(s, p, itemEnd) ? matchRest(s + 1, itemEnd + 1) : NO_MATCH;
                        if (result >= 0) {
                            return result;
                        }
                        p = itemEnd + 1;
                    }
                    default -> {
                        s = matchesOne(s, p, itemEnd) ? s + 1 : NO_MATCH;
                        p = itemEnd;
                    }
                }
            }
            if (s < 0) {
                return NO_MATCH;
            }
        }
        return s;
    }

    /** As many as there are, then fewer, down to {@code least}. */
    private int matchMost(int s, int p, int itemEnd, int least) {
        int count = 0;
        while (matchesOne(s + count, p, itemEnd)) {
            count++;
        }
        step(count);
        if (itemEnd + 1 == patternEnd) {
            return count < least ? NO_MATCH : s + count;
        }
        for (; count >= least; count--) {
            int result = matchRest(s + count, itemEnd + 1);
            if (result >= 0) {
                return result;
            }
        }
        return NO_MATCH;
    }

    /** As few as let the rest match. */
    private int matchLeast(int index, int p, int itemEnd) {
        int s = index;
        while (true) {
            int result = matchRest(s, itemEnd + 1);
            if (result >= 0) {
                return result;
            }
            if (!matchesOne(s, p, itemEnd)) {
                return NO_MATCH;
            }
            s++;
            step(1);
        }
    }

    private int openCapture(int s, int p, int kind) {
        if (captures >= MAX_CAPTURES) {
            throw LuaError.located("too many captures");
        }
        if (captureStarts.length == 0) {
            captureStarts = new int[MAX_CAPTURES];
            captureLengths = new int[MAX_CAPTURES];
        }
        captureStarts[captures] = s;
        captureLengths[captures] = kind;
        captures++;
        int result = matchRest(s, p);
        if (result < 0) {
            captures--;
        }
        return result;
    }

    private int closeCapture(int s, int p) {
        int capture = captures - 1;
        while (capture >= 0 && captureLengths[capture] != UNCLOSED) {
            capture--;
        }
        if (capture < 0) {
            throw LuaError.located("invalid pattern capture");
        }
        captureLengths[capture] = s - captureStarts[capture];
        int result = matchRest(s, p);
        if (result < 0) {
            captureLengths[capture] = UNCLOSED;
        }
        return result;
    }

    /** What a capture took, once more: {@code %1}. */
    private int matchCapture(int s, int digit) {
        int capture = digit - '1';
        if (capture < 0 || capture >= captures || captureLengths[capture] == UNCLOSED) {
            throw LuaError.located("invalid capture index");
        }
        int length = captureLengths[capture];
        int start = captureStarts[capture];
        boolean matches = length != POSITION
                && length <= end - s
                && Arrays.equals(subject, start, start + length, subject, s, s + length);
        return matches ? s + length : NO_MATCH;
    }

    private int matchBalance(int s, int p) {
        if (p + 1 >= patternEnd) {
            throw LuaError.located("unbalanced pattern");
        }
        if (s >= end || subject[s] != pattern[p]) {
            return NO_MATCH;
        }
        byte open = pattern[p];
        byte close = pattern[p + 1];
        int nesting = 1;
        for (int i = s + 1; i < end; i++) {
            if (subject[i] == close) {
                nesting--;
                if (nesting == 0) {
                    step(i - s);
                    return i + 1;
                }
            } else if (subject[i] == open) {
                nesting++;
            }
        }
        step(end - s);
        return NO_MATCH;
    }

    /** The closing bracket of the set of a frontier. */
    private int frontierEnd(int p) {
        if (peek(p) != '[') {
            throw LuaError.located("missing '[' after '%f' in pattern");
        }
        return itemEnd(p) - 1;
    }

    /** Whether the set begins here: the byte before is not in it, this one is. Outside of the subject are NULs. */
    private boolean isFrontier(int s, int open, int close) {
        int before = s == from ? 0 : subject[s - 1] & 0xFF;
        int here = s < end ? subject[s] & 0xFF : 0;
        return !ClassSet.isInSet(before, pattern, open, close) && ClassSet.isInSet(here, pattern, open, close);
    }

    /** The index behind the single-character item at {@code p}. */
    private int itemEnd(int p) {
        int item = pattern[p];
        if (item == '%') {
            if (p + 1 == patternEnd) {
                throw LuaError.located("malformed pattern (ends with '%')");
            }
            return p + 2;
        }
        return item == '[' ? setEnd(p) : p + 1;
    }

    private int setEnd(int open) {
        int p = peek(open + 1) == '^' ? open + 2 : open + 1;
        // The first character belongs to the set even if it is a bracket.
        do {
            if (p >= patternEnd) {
                throw LuaError.located("malformed pattern (missing ']')");
            }
            p += pattern[p] == '%' && p + 1 < patternEnd ? 2 : 1;
        } while (peek(p) != ']');
        step((p - open) / SET_BYTES_PER_STEP);
        return p + 1;
    }

    private boolean matchesOne(int s, int p, int itemEnd) {
        if (s >= end) {
            return false;
        }
        int character = subject[s] & 0xFF;
        return switch (pattern[p]) {
            case '.' -> true;
            case '%' -> ClassSet.isOfClass(character, pattern[p + 1] & 0xFF);
            case '[' -> isInSet(character, p, itemEnd);
            default -> pattern[p] == subject[s];
        };
    }

    private boolean isInSet(int character, int p, int itemEnd) {
        step((itemEnd - p) / SET_BYTES_PER_STEP);
        return ClassSet.isInSet(character, pattern, p, itemEnd - 1);
    }

    private int peek(int p) {
        return p < patternEnd ? pattern[p] : 0;
    }

    private void step(int count) {
        steps -= count;
        if (steps < 0) {
            steps = STEPS_BETWEEN_POLLS;
            state.poll();
        }
    }
}
