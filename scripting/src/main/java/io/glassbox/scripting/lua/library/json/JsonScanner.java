package io.glassbox.scripting.lua.library.json;

import io.glassbox.scripting.lua.text.Allowance;
import io.glassbox.scripting.lua.text.Bytes;
import io.glassbox.scripting.lua.text.CharacterClass;
import io.glassbox.scripting.lua.text.FloatScan;

/**
 * Cuts a JSON text into tokens. A NUL ends the text, wherever it stands, and bytes from 128 on go through as they are. Errors are tokens
 * too; {@link #error} and {@link #tokenIndex} tell which and where. Reused from text to text.
 */
final class JsonScanner {
    private static final int HIGH_SURROGATE = 0xD800;
    private static final int LOW_SURROGATE = 0xDC00;

    private final FloatScan numbers = new FloatScan();
    private final Bytes unescaped = new Bytes(Allowance.UNLIMITED);
    private byte[] text = new byte[0];
    private int limit;
    private int start;
    private int index;
    private boolean takesInvalidNumbers;

    private int tokenIndex;
    private double number;
    private String error = "";
    private byte[] stringArray = text;
    private int stringOffset;
    private int stringLength;

    void begin(byte[] bytes, int from, int end, boolean invalidNumbersToo) {
        text = bytes;
        start = from;
        index = from;
        limit = end;
        takesInvalidNumbers = invalidNumbersToo;
    }

    /** Lets go of the text. */
    void end() {
        text = new byte[0];
        stringArray = text;
        unescaped.clear();
    }

    /** Where the scanner stands, from 0. */
    int position() {
        return index - start;
    }

    /** Where the last token, or the error in it, was found, from 0. */
    int tokenIndex() {
        return tokenIndex - start;
    }

    /** The value of a {@link JsonToken#NUMBER}. */
    double number() {
        return number;
    }

    /** What is wrong, of a {@link JsonToken#ERROR}. */
    String error() {
        return error;
    }

    /** The bytes of a {@link JsonToken#STRING} are {@link #stringLength} from {@link #stringOffset} on in this array. */
    byte[] stringArray() {
        return stringArray;
    }

    int stringOffset() {
        return stringOffset;
    }

    int stringLength() {
        return stringLength;
    }

    JsonToken next() {
        int c = peek(index);
        while (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
            c = peek(++index);
        }
        tokenIndex = index;
        return switch (c) {
            case '{' -> single(JsonToken.OBJECT_BEGIN);
            case '}' -> single(JsonToken.OBJECT_END);
            case '[' -> single(JsonToken.ARRAY_BEGIN);
            case ']' -> single(JsonToken.ARRAY_END);
            case ',' -> single(JsonToken.COMMA);
            case ':' -> single(JsonToken.COLON);
            case '"' -> string();
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' ->
                !takesInvalidNumbers && isInvalidNumber() ? error("invalid number") : number(c);
            case 't' -> word("true") ? JsonToken.TRUE : error("invalid token");
            case 'f' -> word("false") ? JsonToken.FALSE : error("invalid token");
            case 'n' -> word("null") ? JsonToken.NULL : invalidNumber(c);
            case 'i', 'I', 'N', '+' -> invalidNumber(c);
            case 0 -> JsonToken.END;
            default -> error("invalid token");
        };
    }

    private JsonToken single(JsonToken token) {
        index++;
        return token;
    }

    private boolean word(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (peek(index + i) != word.charAt(i)) {
                return false;
            }
        }
        index += word.length();
        return true;
    }

    private JsonToken error(String message) {
        tokenIndex = index;
        error = message;
        return JsonToken.ERROR;
    }

    private JsonToken invalidNumber(int first) {
        return takesInvalidNumbers && isInvalidNumber() ? number(first) : error("invalid token");
    }

    private JsonToken number(int first) {
        if (CharacterClass.isDigit(first) && !continuesNumber(peek(index + 1))) {
            number = first - '0';
            index++;
            return JsonToken.NUMBER;
        }
        number = numbers.scan(text, index, limit);
        if (numbers.end() == index) {
            return error("invalid number");
        }
        index = numbers.end();
        return JsonToken.NUMBER;
    }

    private static boolean continuesNumber(int c) {
        return CharacterClass.isIn(c, CharacterClass.ALPHANUMERIC) || c == '.';
    }

    /** Whether C would take a number here that JSON does not allow. */
    private boolean isInvalidNumber() {
        if (peek(index) == '+') {
            return true;
        }
        int p = peek(index) == '-' ? index + 1 : index;
        int first = peek(p);
        if (first == '0') {
            int second = peek(p + 1);
            return (second | 0x20) == 'x' || CharacterClass.isDigit(second);
        }
        return first > '9' && (isWordOfThree(p, "inf") || isWordOfThree(p, "nan"));
    }

    private boolean isWordOfThree(int p, String word) {
        return (peek(p) | 0x20) == word.charAt(0)
                && (peek(p + 1) | 0x20) == word.charAt(1)
                && (peek(p + 2) | 0x20) == word.charAt(2);
    }

    /** A string without escapes is a part of the text; others are put together elsewhere. */
    private JsonToken string() {
        index++;
        int from = index;
        int p = index;
        while (p < limit && text[p] != '"' && text[p] != '\\' && text[p] != 0) {
            p++;
        }
        index = p;
        if (peek(p) == '"') {
            index = p + 1;
            return string(text, from, p - from);
        }
        unescaped.clear();
        unescaped.add(text, from, p - from);
        return stringWithEscapes();
    }

    private JsonToken stringWithEscapes() {
        while (true) {
            int c = peek(index);
            if (c == '"') {
                index++;
                return string(unescaped.array(), 0, unescaped.length());
            }
            if (c == 0) {
                return error("unexpected end of string");
            }
            if (c != '\\') {
                unescaped.add(c);
                index++;
            } else if (peek(index + 1) == 'u') {
                if (!unicodeEscape()) {
                    return error("invalid unicode escape code");
                }
            } else {
                int meant = meaningOf(peek(index + 1));
                if (meant == 0) {
                    return error("invalid escape code");
                }
                unescaped.add(meant);
                index += 2;
            }
        }
    }

    private JsonToken string(byte[] array, int offset, int length) {
        stringArray = array;
        stringOffset = offset;
        stringLength = length;
        return JsonToken.STRING;
    }

    private static int meaningOf(int escape) {
        return switch (escape) {
            case '"', '\\', '/' -> escape;
            case 'b' -> '\b';
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'f' -> '\f';
            case 'r' -> '\r';
            default -> 0;
        };
    }

    /** Takes an escaped code point, two escapes if it needs a pair of surrogates, as UTF-8. */
    private boolean unicodeEscape() {
        int unit = fourDigits(index + 2);
        if (unit < 0) {
            return false;
        }
        int point = unit;
        int length = 6;
        boolean isSurrogate = (unit & 0xF800) == HIGH_SURROGATE;
        if (isSurrogate) {
            boolean isFollowed = peek(index + 6) == '\\' && peek(index + 7) == 'u';
            int low = isFollowed ? fourDigits(index + 8) : -1;
            boolean isPair = (unit & 0x400) == 0 && low >= 0 && (low & 0xFC00) == LOW_SURROGATE;
            if (!isPair) {
                return false;
            }
            point = ((unit & 0x3FF) << 10 | low & 0x3FF) + 0x10000;
            length = 12;
        }
        index += length;
        addUtf8(point);
        return true;
    }

    private void addUtf8(int point) {
        if (point < 0x80) {
            unescaped.add(point);
        } else if (point < 0x800) {
            unescaped.add(point >> 6 | 0xC0);
            unescaped.add(point & 0x3F | 0x80);
        } else if (point < 0x10000) {
            unescaped.add(point >> 12 | 0xE0);
            unescaped.add(point >> 6 & 0x3F | 0x80);
            unescaped.add(point & 0x3F | 0x80);
        } else {
            unescaped.add(point >> 18 | 0xF0);
            unescaped.add(point >> 12 & 0x3F | 0x80);
            unescaped.add(point >> 6 & 0x3F | 0x80);
            unescaped.add(point & 0x3F | 0x80);
        }
    }

    /** Four hexadecimal digits as a number; negative if they are not. */
    private int fourDigits(int from) {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int c = peek(from + i);
            if (!CharacterClass.isIn(c, CharacterClass.HEXADECIMAL)) {
                return -1;
            }
            value = value << 4 | Character.digit(c, 16);
        }
        return value;
    }

    private int peek(int at) {
        return at < limit ? text[at] & 0xFF : 0;
    }
}
