package io.glassbox.scripting.lua.library;

import io.glassbox.scripting.lua.library.pattern.PatternMatch;
import io.glassbox.scripting.lua.text.Bytes;
import io.glassbox.scripting.lua.text.CharacterClass;
import io.glassbox.scripting.lua.value.Arguments;
import io.glassbox.scripting.lua.value.LuaError;
import io.glassbox.scripting.lua.value.LuaFunction;
import io.glassbox.scripting.lua.value.LuaState;
import io.glassbox.scripting.lua.value.LuaString;
import io.glassbox.scripting.lua.value.LuaTable;
import io.glassbox.scripting.lua.value.LuaText;
import io.glassbox.scripting.lua.value.NativeFunction;
import io.glassbox.scripting.lua.value.Operations;
import io.glassbox.scripting.lua.value.Results;
import io.glassbox.scripting.lua.value.Site;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The functions of {@code string} that take patterns: find, match, gmatch, gsub. */
final class PatternFunctions {
    private static final String SPECIALS = "^$*+?.([%-";

    private PatternFunctions() {}

    static void define(LuaTable library) {
        Library.define(library, "find", (state, args) -> find(state, args, true));
        Library.define(library, "match", (state, args) -> find(state, args, false));
        Library.define(library, "gmatch", PatternFunctions::iterator);
        Library.define(library, "gfind", PatternFunctions::iterator);
        Library.define(library, "gsub", PatternFunctions::substitute);
    }

    private static @Nullable Object find(LuaState state, @Nullable Object[] args, boolean wantsPlace) {
        LuaString subject = Arguments.string(args, 0);
        LuaString pattern = Arguments.string(args, 1);
        long position = StringLibrary.position(Arguments.integer(args, 2, 1), subject.length()) - 1;
        int start = Math.clamp(position, 0, subject.length());
        boolean isPlain = wantsPlace && (Operations.isTrue(Arguments.at(args, 3)) || !hasSpecials(pattern));
        return isPlain
                ? findPlain(state, subject, pattern, start)
                : findPattern(state, subject, pattern, start, wantsPlace);
    }

    private static @Nullable Object findPattern(
            LuaState state, LuaString subject, LuaString pattern, int start, boolean wantsPlace) {
        PatternMatch match = begin(state, subject, pattern);
        int from = subject.offset();
        int first = pattern.offset();
        boolean isAnchored = isAnchored(pattern);
        int last = isAnchored ? start : subject.length();
        for (int s = start; s <= last; s++) {
            int end = match.match(from + s, isAnchored ? first + 1 : first);
            if (end >= 0) {
                if (!wantsPlace) {
                    return captures(match, subject, s, end - from, 0);
                }
                @Nullable Object[] found = allCaptures(match, subject, 2);
                found[0] = Double.valueOf(s + 1.0);
                found[1] = Double.valueOf(end - from);
                return found;
            }
        }
        return null;
    }

    private static @Nullable Object findPlain(LuaState state, LuaString subject, LuaString wanted, int start) {
        int index = indexOf(state, subject, wanted, start);
        return index < 0 ? null : Results.of(Double.valueOf(index + 1.0), Double.valueOf(index + wanted.length()));
    }

    private static int indexOf(LuaState state, LuaString subject, LuaString wanted, int start) {
        int length = wanted.length();
        if (length == 0) {
            return start;
        }
        byte[] bytes = subject.array();
        byte[] sought = wanted.array();
        int soughtFrom = wanted.offset();
        byte first = sought[soughtFrom];
        int last = subject.offset() + subject.length() - length;
        for (int i = subject.offset() + start; i <= last; i++) {
            if (bytes[i] == first) {
                state.tick();
                if (Arrays.equals(bytes, i, i + length, sought, soughtFrom, soughtFrom + length)) {
                    return i - subject.offset();
                }
            }
        }
        return -1;
    }

    /** gmatch: a function that finds the next match with every call. A caret is no anchor here. */
    private static @Nullable Object iterator(LuaState state, @Nullable Object[] args) {
        return new Matches(Arguments.string(args, 0), Arguments.string(args, 1));
    }

    private static @Nullable Object substitute(LuaState state, @Nullable Object[] args) {
        LuaString subject = Arguments.string(args, 0);
        LuaString pattern = Arguments.string(args, 1);
        Object replacement = Arguments.at(args, 2);
        if (replacement instanceof Double number) {
            replacement = LuaText.of(number.doubleValue());
        }
        int limit = Library.toInt(Arguments.integer(args, 3, subject.length() + 1L));
        boolean isReplacement = replacement instanceof LuaString
                || replacement instanceof LuaFunction
                || replacement instanceof LuaTable;
        if (!isReplacement) {
            throw LuaError.badArgument(2, "string/function/table expected");
        }
        PatternMatch match = begin(state, subject, pattern);
        boolean isAnchored = isAnchored(pattern);
        int first = isAnchored ? pattern.offset() + 1 : pattern.offset();
        int from = subject.offset();
        int end = from + subject.length();
        Bytes out = Library.bytes(Math.min(subject.length() + 16, 4096));
        int count = 0;
        int s = from;
        while (count < limit) {
            int matchEnd = match.match(s, first);
            if (matchEnd >= 0) {
                count++;
                addReplacement(state, out, match, subject, s, matchEnd, replacement);
            }
            if (matchEnd > s) {
                s = matchEnd;
            } else if (s < end) {
                out.add(subject.array()[s++]);
            } else {
                break;
            }
            if (isAnchored) {
                break;
            }
        }
        if (count == 0) {
            return Results.of(subject, 0.0);
        }
        out.add(subject.array(), s, end - s);
        return Results.of(Library.string(out), Double.valueOf(count));
    }

    private static void addReplacement(
            LuaState state, Bytes out, PatternMatch match, LuaString subject, int start, int end, Object replacement) {
        if (replacement instanceof LuaString template) {
            addTemplate(out, match, subject, start, end, template);
            return;
        }
        int from = subject.offset();
        Object value;
        if (replacement instanceof LuaFunction function) {
            value = callWithCaptures(state, function, captures(match, subject, start - from, end - from, 0));
        } else {
            Object key = capture(match, subject, 0, start - from, end - from);
            value = Operations.index(state, replacement, key, Site.NATIVE);
        }
        switch (value) {
            case LuaString text -> out.add(text.array(), text.offset(), text.length());
            case Double number -> {
                LuaString text = LuaText.of(number.doubleValue());
                out.add(text.array(), text.offset(), text.length());
            }
            case null, default -> {
                if (Operations.isTrue(value)) {
                    throw LuaError.located("invalid replacement value (a " + LuaText.typeName(value) + ")");
                }
                out.add(subject.array(), start, end - start);
            }
        }
    }

    private static @Nullable Object callWithCaptures(LuaState state, LuaFunction function, @Nullable Object captures) {
        state.calls().enterNative();
        Object result = captures instanceof @Nullable Object[] several
                ? function.call(state, several)
                : function.call(state, captures);
        state.calls().leaveNative();
        return Results.first(result);
    }

    /** The replacement with {@code %0} to {@code %9} filled in. A percent sign at its end stands for a NUL, as in C. */
    private static void addTemplate(
            Bytes out, PatternMatch match, LuaString subject, int start, int end, LuaString template) {
        byte[] bytes = template.array();
        int last = template.offset() + template.length();
        for (int i = template.offset(); i < last; i++) {
            if (bytes[i] != '%') {
                out.add(bytes[i]);
                continue;
            }
            i++;
            int c = i < last ? bytes[i] : 0;
            if (!CharacterClass.isDigit(c)) {
                out.add(c);
            } else if (c == '0') {
                out.add(subject.array(), start, end - start);
            } else {
                addCapture(out, match, subject, c - '1', start, end);
            }
        }
    }

    private static void addCapture(Bytes out, PatternMatch match, LuaString subject, int index, int start, int end) {
        if (index >= match.captureCount()) {
            requireWhole(index);
            out.add(subject.array(), start, end - start);
            return;
        }
        int length = match.captureLength(index);
        int from = match.captureStart(index);
        if (length == PatternMatch.POSITION) {
            out.addDecimal(from - subject.offset() + 1L);
        } else {
            out.add(subject.array(), from, length);
        }
    }

    /** The captures of a match that reaches from {@code start} to {@code end} of the subject, as results; the whole if there are none. */
    private static @Nullable Object captures(PatternMatch match, LuaString subject, int start, int end, int before) {
        return match.captureCount() <= 1 ? capture(match, subject, 0, start, end) : allCaptures(match, subject, before);
    }

    private static @Nullable Object[] allCaptures(PatternMatch match, LuaString subject, int before) {
        int count = match.captureCount();
        @Nullable Object[] values = new @Nullable Object[before + count];
        for (int i = 0; i < count; i++) {
            values[before + i] = capture(match, subject, i, 0, 0);
        }
        return values;
    }

    private static Object capture(PatternMatch match, LuaString subject, int index, int start, int end) {
        if (index >= match.captureCount()) {
            requireWhole(index);
            return StringLibrary.part(subject, start, end);
        }
        int length = match.captureLength(index);
        int from = match.captureStart(index) - subject.offset();
        return length == PatternMatch.POSITION
                ? Double.valueOf(from + 1.0)
                : StringLibrary.part(subject, from, from + length);
    }

    /** Without captures the first one is the whole match. */
    private static void requireWhole(int index) {
        if (index != 0) {
            throw LuaError.located("invalid capture index");
        }
    }

    private static PatternMatch begin(LuaState state, LuaString subject, LuaString pattern) {
        PatternMatch match = new PatternMatch(state);
        int from = subject.offset();
        int first = pattern.offset();
        match.begin(subject.array(), from, from + subject.length(), pattern.array(), first, first + pattern.length());
        return match;
    }

    private static boolean isAnchored(LuaString pattern) {
        return pattern.length() > 0 && pattern.at(0) == '^';
    }

    /** Whether the pattern, which ends at its first NUL, is more than plain text. */
    private static boolean hasSpecials(LuaString pattern) {
        for (int i = 0; i < pattern.length() && pattern.at(i) != 0; i++) {
            if (SPECIALS.indexOf(pattern.at(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** What gmatch returns. */
    private static final class Matches extends NativeFunction {
        private final LuaString subject;
        private final LuaString pattern;
        private int position;

        private Matches(LuaString subject, LuaString pattern) {
            this.subject = subject;
            this.pattern = pattern;
        }

        @Override
        public @Nullable Object call(LuaState state, @Nullable Object a, @Nullable Object b) {
            return next(state);
        }

        @Override
        public @Nullable Object call(LuaState state, @Nullable Object[] args) {
            return next(state);
        }

        private @Nullable Object next(LuaState state) {
            PatternMatch match = begin(state, subject, pattern);
            int from = subject.offset();
            for (int s = position; s <= subject.length(); s++) {
                int end = match.match(from + s, pattern.offset());
                if (end >= 0) {
                    end -= from;
                    position = end == s ? end + 1 : end;
                    return captures(match, subject, s, end, 0);
                }
            }
            position = subject.length() + 1;
            return Results.NONE;
        }
    }
}
