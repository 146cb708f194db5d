package io.glassbox.scripting.script;

import io.glassbox.foundation.setting.text.Words;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first line of a script that begins with {@code #!}: the engine and what follows it.
 *
 * @param length bytes up to the end of the line, which is not part of it: so the lines behind keep their numbers
 * @param words the engine and the options; empty if they cannot be told apart
 */
public record Shebang(int length, List<String> words) {
    /** Whether a source has such a line. */
    public static boolean begins(byte[] source) {
        return source.length >= 2 && source[0] == '#' && source[1] == '!';
    }

    /** The line of a source that has one; null if it does not end. */
    public static @Nullable Shebang read(byte[] source) {
        int end = 0;
        while (end < source.length && source[end] != '\n' && source[end] != 0) {
            end++;
        }
        if (end == source.length || source[end] == 0) {
            return null;
        }
        List<String> words = Words.split(new String(source, 0, end, StandardCharsets.ISO_8859_1));
        return new Shebang(end, words == null ? List.of() : words);
    }
}
