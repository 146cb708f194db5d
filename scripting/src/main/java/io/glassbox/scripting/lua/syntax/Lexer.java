package io.glassbox.scripting.lua.syntax;

import io.glassbox.scripting.lua.value.ChunkName;
import io.glassbox.scripting.lua.value.LuaBuffer;
import io.glassbox.scripting.lua.value.LuaError;
import io.glassbox.scripting.lua.value.LuaString;
import io.glassbox.scripting.lua.value.LuaText;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Splits the text of a program into words: the current one, and on request the next. */
final class Lexer {
    private static final int END = -1;
    private static final int MAX_LINES = Integer.MAX_VALUE - 2;
    private static final Map<LuaString, Token> RESERVED = reserved();

    private final LuaString text;
    private final LuaString chunk;
    private final Map<LuaString, LuaString> interned = new HashMap<>();
    private int at;

    private int line = 1;
    private int lastLine = 1;
    private Token token = Token.EOS;
    private int character;
    private LuaString string = LuaString.EMPTY;
    private double number;

    /** Where the word that is being read began, for messages. */
    private int wordStart;

    private @Nullable Token ahead;
    private int aheadLine;
    private LuaString aheadString = LuaString.EMPTY;
    private double aheadNumber;
    private int aheadCharacter;

    Lexer(LuaString text, LuaString chunk) {
        this.text = text;
        this.chunk = chunk;
        if (text.length() > 0 && text.at(0) == '#') {
            while (peek() != END && peek() != '\n') {
                at++;
            }
        }
    }

    private static Map<LuaString, Token> reserved() {
        Map<LuaString, Token> words = new HashMap<>();
        for (Token token : Token.values()) {
            if (token.isReserved()) {
                words.put(LuaString.of(token.text()), token);
            }
        }
        return Map.copyOf(words);
    }

    Token token() {
        return token;
    }

    /** The name or the content of the string. */
    LuaString string() {
        return string;
    }

    double number() {
        return number;
    }

    /** The line of the current word's end. */
    int line() {
        return line;
    }

    /** The line of the end of the word before. */
    int lastLine() {
        return lastLine;
    }

    LuaString chunk() {
        return chunk;
    }

    void next() {
        lastLine = line;
        if (ahead != null) {
            token = ahead;
            line = aheadLine;
            string = aheadString;
            number = aheadNumber;
            character = aheadCharacter;
            ahead = null;
        } else {
            token = read();
        }
    }

    /** The word behind the current one. */
    Token lookAhead() {
        if (ahead == null) {
            LuaString currentString = string;
            double currentNumber = number;
            int currentCharacter = character;
            int currentLine = line;
            ahead = read();
            aheadString = string;
            aheadNumber = number;
            aheadCharacter = character;
            aheadLine = line;
            string = currentString;
            number = currentNumber;
            character = currentCharacter;
            line = currentLine;
        }
        return ahead;
    }

    /** An error at the current word. */
    LuaError error(String message) {
        return error(message, shown(token));
    }

    LuaError error(String message, @Nullable LuaString near) {
        LuaBuffer out = new LuaBuffer()
                .append(ChunkName.shortened(chunk))
                .append(":" + line + ": ")
                .append(message);
        if (near != null) {
            out.append(" near '").append(near).append("'");
        }
        return LuaError.of(out.toLuaString());
    }

    private LuaString shown(Token token) {
        if (token.showsText()) {
            return text.slice(wordStart, at);
        }
        if (token == Token.OTHER) {
            boolean isControl = character < 32 || character == 127;
            return LuaString.of(isControl ? "char(" + character + ")" : String.valueOf((char) character));
        }
        return LuaString.of(token.text());
    }

    private int peek() {
        return at < text.length() ? text.at(at) : END;
    }

    private int peek(int offset) {
        return at + offset < text.length() ? text.at(at + offset) : END;
    }

    private Token read() {
        while (true) {
            int c = peek();
            wordStart = at;
            switch (c) {
                case END -> {
                    return Token.EOS;
                }
                case '\n', '\r' -> newLine();
                case ' ', '\t', '\f', 0x0b -> at++;
                case '-' -> {
                    if (peek(1) != '-') {
                        return single(Token.MINUS);
                    }
                    skipComment();
                }
                default -> {
                    return readWord(c);
                }
            }
        }
    }

    private Token readWord(int c) {
        return switch (c) {
            case '[' -> {
                int level = longBracket();
                if (level >= 0) {
                    string = readLong(level, "unfinished long string");
                    yield Token.STRING;
                }
                if (level == -1) {
                    yield single(Token.OPEN_BRACKET);
                }
                at += -level - 1;
                throw error("invalid long string delimiter", text.slice(wordStart, at));
            }
            case '=' -> orEqual(Token.ASSIGN, Token.EQ);
            case '<' -> orEqual(Token.LESS, Token.LE);
            case '>' -> orEqual(Token.GREATER, Token.GE);
            case '~' -> peek(1) == '=' ? orEqual(Token.OTHER, Token.NE) : other(c);
            case '"', '\'' -> {
                string = readString(c);
                yield Token.STRING;
            }
            case '.' -> readDots();
            case '+' -> single(Token.PLUS);
            case '*' -> single(Token.STAR);
            case '/' -> single(Token.SLASH);
            case '%' -> single(Token.PERCENT);
            case '^' -> single(Token.CARET);
            case '#' -> single(Token.HASH);
            case '(' -> single(Token.OPEN);
            case ')' -> single(Token.CLOSE);
            case '{' -> single(Token.OPEN_BRACE);
            case '}' -> single(Token.CLOSE_BRACE);
            case ']' -> single(Token.CLOSE_BRACKET);
            case ';' -> single(Token.SEMICOLON);
            case ':' -> single(Token.COLON);
            case ',' -> single(Token.COMMA);
            default -> {
                if (isDigit(c)) {
                    yield readNumber();
                }
                yield isNameStart(c) ? readName() : other(c);
            }
        };
    }

    private Token single(Token token) {
        at++;
        return token;
    }

    private Token other(int c) {
        at++;
        character = c;
        return Token.OTHER;
    }

    private Token orEqual(Token alone, Token withEqual) {
        at++;
        if (peek() != '=') {
            return alone;
        }
        at++;
        return withEqual;
    }

    private Token readDots() {
        if (isDigit(peek(1))) {
            return readNumber();
        }
        at++;
        if (peek() != '.') {
            return Token.DOT;
        }
        at++;
        if (peek() != '.') {
            return Token.CONCAT;
        }
        at++;
        return Token.DOTS;
    }

    private Token readName() {
        while (isNameStart(peek()) || isDigit(peek())) {
            at++;
        }
        LuaString name = intern(wordStart, at);
        Token reserved = RESERVED.get(name);
        if (reserved != null) {
            return reserved;
        }
        string = name;
        return Token.NAME;
    }

    /** The same names are the same object, so that lookups of them end at the first comparison. */
    private LuaString intern(int start, int end) {
        return intern(LuaString.copyOf(text.array(), text.offset() + start, end - start));
    }

    private LuaString intern(LuaString string) {
        LuaString known = interned.putIfAbsent(string, string);
        return known == null ? string : known;
    }

    private Token readNumber() {
        while (isDigit(peek()) || peek() == '.') {
            at++;
        }
        if ((peek() | 0x20) == 'e') {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
        }
        while (isNameStart(peek()) || isDigit(peek())) {
            at++;
        }
        Double value = LuaText.toNumber(text.slice(wordStart, at));
        if (value == null) {
            throw error("malformed number", text.slice(wordStart, at));
        }
        number = value;
        return Token.NUMBER;
    }

    private void newLine() {
        int first = peek();
        at++;
        int second = peek();
        if ((second == '\n' || second == '\r') && second != first) {
            at++;
        }
        if (++line >= MAX_LINES) {
            throw error("chunk has too many lines");
        }
    }

    private void skipComment() {
        at += 2;
        if (peek() == '[') {
            int level = longBracket();
            if (level >= 0) {
                readLong(level, "unfinished long comment");
                return;
            }
        }
        while (peek() != END && peek() != '\n' && peek() != '\r') {
            at++;
        }
    }

    /** The number of = in the opening long bracket here; if it is none, -1 minus the number of those that follow the first [. */
    private int longBracket() {
        int level = 0;
        while (peek(1 + level) == '=') {
            level++;
        }
        return peek(1 + level) == '[' ? level : -1 - (level == 0 ? 0 : level + 1);
    }

    private LuaString readLong(int level, String unfinished) {
        at += level + 2;
        if (peek() == '\n' || peek() == '\r') {
            newLine();
        }
        LuaBuffer content = new LuaBuffer();
        while (true) {
            int c = peek();
            switch (c) {
                case END -> throw error(unfinished, LuaString.of(Token.EOS.text()));
                case ']' -> {
                    if (closes(level)) {
                        at += level + 2;
                        return intern(content.toLuaString());
                    }
                    content.append(c);
                    at++;
                }
                case '[' -> {
                    if (level == 0 && peek(1) == '[') {
                        at += 2;
                        throw error("nesting of [[...]] is deprecated", LuaString.of("["));
                    }
                    content.append(c);
                    at++;
                }
                case '\n', '\r' -> {
                    content.append('\n');
                    newLine();
                }
                default -> {
                    content.append(c);
                    at++;
                }
            }
        }
    }

    private boolean closes(int level) {
        for (int i = 1; i <= level; i++) {
            if (peek(i) != '=') {
                return false;
            }
        }
        return peek(level + 1) == ']';
    }

    private LuaString readString(int quote) {
        LuaBuffer content = new LuaBuffer();
        at++;
        while (peek() != quote) {
            int c = peek();
            switch (c) {
                case END -> throw error("unfinished string", LuaString.of(Token.EOS.text()));
                case '\n', '\r' -> throw error("unfinished string", shownString(quote, content));
                case '\\' -> {
                    at++;
                    readEscape(quote, content);
                }
                default -> {
                    content.append(c);
                    at++;
                }
            }
        }
        at++;
        return intern(content.toLuaString());
    }

    private void readEscape(int quote, LuaBuffer content) {
        int c = peek();
        switch (c) {
            case END -> {}
            case 'a' -> escaped(content, 7);
            case 'b' -> escaped(content, '\b');
            case 'f' -> escaped(content, '\f');
            case 'n' -> escaped(content, '\n');
            case 'r' -> escaped(content, '\r');
            case 't' -> escaped(content, '\t');
            case 'v' -> escaped(content, 0x0b);
            case '\n', '\r' -> {
                content.append('\n');
                newLine();
            }
            default -> {
                if (isDigit(c)) {
                    readDecimal(quote, content);
                } else {
                    escaped(content, c);
                }
            }
        }
    }

    private void escaped(LuaBuffer content, int c) {
        content.append(c);
        at++;
    }

    private void readDecimal(int quote, LuaBuffer content) {
        int value = 0;
        for (int i = 0; i < 3 && isDigit(peek()); i++) {
            value = value * 10 + (peek() - '0');
            at++;
        }
        if (value > 255) {
            throw error("escape sequence too large", shownString(quote, content));
        }
        content.append(value);
    }

    /** What has been read of a string, with escapes already replaced, as C's buffer holds it. */
    private static LuaString shownString(int quote, LuaBuffer content) {
        return new LuaBuffer().append(quote).append(content.toLuaString()).toLuaString();
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNameStart(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }
}
