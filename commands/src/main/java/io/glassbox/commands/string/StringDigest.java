package io.glassbox.commands.string;

import io.glassbox.engine.type.StringValue;
import io.glassbox.structure.checksum.Xxh3;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.text.Hexadecimal;
import java.util.HexFormat;

/** The 64-bit XXH3 hash of a value's bytes, by which clients compare values without sending them. */
final class StringDigest {
    /** Digits of a printed digest. */
    static final int LENGTH = Hexadecimal.LENGTH;

    private StringDigest() {}

    /** 16 digits, letters in lower case. O(length). */
    static String of(StringValue value) {
        return HexFormat.of().toHexDigits(hash(value));
    }

    /** Whether {@code digits} are the digest of the value, in any mixture of cases. */
    static boolean matches(StringValue value, ByteView digits) {
        return Hexadecimal.isNumber(digits.address(), digits.length())
                && Hexadecimal.parse(digits.address()) == hash(value);
    }

    private static long hash(StringValue value) {
        ByteView bytes = value.bytes();
        return Xxh3.hash(bytes.address(), bytes.length());
    }
}
