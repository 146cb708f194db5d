package io.glassbox.scripting.lua.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ConversionTest {
    private final Conversion conversion = new Conversion();
    private final Bytes out = new Bytes(Allowance.UNLIMITED);

    @Test
    void signedNumbersHaveSignsZerosAndFields() {
        assertEquals("42", signed("", 0, -1, 42));
        assertEquals("-0042", signed("0", 5, -1, -42));
        assertEquals("+42", signed("+", 0, -1, 42));
        assertEquals(" 42", signed(" ", 0, -1, 42));
        assertEquals("42   ", signed("-", 5, -1, 42));
        assertEquals("  042", signed("0", 5, 3, 42));
        assertEquals("", signed("", 0, 0, 0));
        assertEquals("-9223372036854775808", signed("", 0, -1, Long.MIN_VALUE));
    }

    @Test
    void unsignedNumbersHavePrefixes() {
        assertEquals("0xff", unsigned("#", 0, -1, 255, 'x'));
        assertEquals("0X00FF", unsigned("#0", 6, -1, 255, 'X'));
        assertEquals("0", unsigned("#", 0, -1, 0, 'x'));
        assertEquals("0377", unsigned("#", 0, -1, 255, 'o'));
        assertEquals("0", unsigned("#", 0, 0, 0, 'o'));
        assertEquals("00377", unsigned("#", 0, 5, 255, 'o'));
        assertEquals("18446744073709551615", unsigned("", 0, -1, -1, 'u'));
        assertEquals("ffffffffffffffff", unsigned("", 0, -1, -1, 'x'));
    }

    @Test
    void stringsAreCutToThePrecision() {
        assertEquals("   ab", string("", 5, 2, "abc"));
        assertEquals("abc  ", string("-", 5, -1, "abc"));
        assertEquals("", string("", 0, 0, "abc"));
    }

    @Test
    void otherCharactersAreNoFlags() {
        assertFalse(conversion.flag('5'));
        assertFalse(conversion.flag('d'));
    }

    private String signed(String flags, int width, int precision, long value) {
        begin(flags, width, precision);
        conversion.addSigned(out, value);
        return text();
    }

    private String unsigned(String flags, int width, int precision, long value, char letter) {
        begin(flags, width, precision);
        conversion.addUnsigned(out, value, letter);
        return text();
    }

    private String string(String flags, int width, int precision, String value) {
        begin(flags, width, precision);
        byte[] bytes = value.getBytes(StandardCharsets.US_ASCII);
        conversion.addString(out, bytes, 0, bytes.length);
        return text();
    }

    private void begin(String flags, int width, int precision) {
        out.clear();
        conversion.clear();
        flags.chars().forEach(conversion::flag);
        conversion.width(width);
        conversion.precision(precision);
    }

    private String text() {
        return new String(out.toArray(), StandardCharsets.US_ASCII);
    }
}
