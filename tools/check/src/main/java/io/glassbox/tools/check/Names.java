package io.glassbox.tools.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassbox.foundation.setting.text.Words;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;

/** Names of keys, which are any bytes, as people and JSON can read them. */
final class Names {
    /** What is shown of a longer one. */
    private static final int LONGEST = 200;

    private Names() {}

    /** As it is if it is text; otherwise in quotes, with its bytes as redis-cli shows them. */
    static String readable(ByteView name) {
        boolean isCut = name.length() > LONGEST;
        String text = readable(Memory.toBytes(name.address(), Math.min(name.length(), LONGEST)));
        return isCut ? text + "... (" + name.length() + " bytes)" : text;
    }

    static String readable(byte[] name) {
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(name)).toString();
            if (text.codePoints().noneMatch(Character::isISOControl)) {
                return text;
            }
        } catch (CharacterCodingException e) {
            return Words.quote(new String(name, ISO_8859_1));
        }
        return Words.quote(new String(name, ISO_8859_1));
    }

    /**
     * What so many separators end, the last one included, or fewer if there are no more; "(none)" without any within reach, which is
     * as far as names are shown.
     */
    static String prefix(byte[] name, byte separator, int depth) {
        int found = 0;
        int end = 0;
        for (int i = 0; i < Math.min(name.length, LONGEST) && found < depth; i++) {
            if (name[i] == separator) {
                found++;
                end = i + 1;
            }
        }
        return end == 0 ? "(none)" : readable(Arrays.copyOf(name, end));
    }

    static String prefix(ByteView name, byte separator, int depth) {
        return prefix(Memory.toBytes(name.address(), Math.min(name.length(), LONGEST)), separator, depth);
    }
}
