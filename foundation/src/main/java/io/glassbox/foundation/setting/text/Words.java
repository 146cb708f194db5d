package io.glassbox.foundation.setting.text;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lines as words, in the grammar that configuration files share with redis-cli and inline commands: words are parted by
 * white space; {@code "…"} may contain it and the escapes {@code \n \r \t \b \a \xHH} and a backslash before any other
 * byte; {@code '…'} may contain it and knows only {@code \'}; a closing quote must end its word.
 */
public final class Words {
    private static final String HEX = "0123456789abcdef";

    private final byte[] line;
    private int position;
    private final ByteArrayOutputStream word = new ByteArrayOutputStream();

    private Words(byte[] line) {
        this.line = line;
    }

    /** The words of {@code line}, or null when a quote is not closed or is closed inside a word. */
    public static @Nullable List<String> split(String line) {
        return new Words(ByteText.encode(line)).split();
    }

    private @Nullable List<String> split() {
        List<String> words = new ArrayList<>();
        while (skipSpace()) {
            word.reset();
            if (!readWord()) {
                return null;
            }
            words.add(ByteText.decode(word.toByteArray()));
        }
        return words;
    }

    /** Moves to the next word; false at the end. */
    private boolean skipSpace() {
        while (position < line.length && isSpace(line[position])) {
            position++;
        }
        return position < line.length;
    }

    private boolean readWord() {
        while (position < line.length && !isSpace(line[position])) {
            byte b = line[position++];
            if (b == '"' || b == '\'') {
                if (!(b == '"' ? readDoubleQuoted() : readSingleQuoted())) {
                    return false;
                }
                return position == line.length || isSpace(line[position]);
            }
            word.write(b);
        }
        return true;
    }

    private boolean readDoubleQuoted() {
        while (position < line.length) {
            byte b = line[position++];
            if (b == '"') {
                return true;
            }
            if (b == '\\' && position < line.length) {
                readEscape();
            } else {
                word.write(b);
            }
        }
        return false;
    }

    private void readEscape() {
        byte b = line[position++];
        if (b == 'x' && hexAt(position) >= 0 && hexAt(position + 1) >= 0) {
            word.write(hexAt(position) << 4 | hexAt(position + 1));
            position += 2;
            return;
        }
        word.write(
                switch (b) {
                    case 'n' -> '\n';
                    case 'r' -> '\r';
                    case 't' -> '\t';
                    case 'b' -> '\b';
                    case 'a' -> 7;
                    default -> b;
                });
    }

    private boolean readSingleQuoted() {
        while (position < line.length) {
            byte b = line[position++];
            if (b == '\'') {
                return true;
            }
            if (b == '\\' && position < line.length && line[position] == '\'') {
                b = line[position++];
            }
            word.write(b);
        }
        return false;
    }

    private int hexAt(int index) {
        return index < line.length ? Character.digit((char) line[index], 16) : -1;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || (b >= '\t' && b <= '\r');
    }

    /** {@code word} in double quotes and plain ASCII, such that {@link #split} gives it back. */
    public static String quote(String word) {
        StringBuilder quoted = new StringBuilder(word.length() + 2).append('"');
        for (byte b : ByteText.encode(word)) {
            switch (b) {
                case '\\', '"' -> quoted.append('\\').append((char) b);
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                case '\b' -> quoted.append("\\b");
                case 7 -> quoted.append("\\a");
                default -> {
                    if (b >= ' ' && b < 0x7f) {
                        quoted.append((char) b);
                    } else {
                        quoted.append("\\x").append(HEX.charAt(b >> 4 & 15)).append(HEX.charAt(b & 15));
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }
}
