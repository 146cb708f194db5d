package io.glassbox.scripting.lua.syntax;

/** The kinds of words. A word of one character that is no name is its own text. */
enum Token {
    AND("and"),
    BREAK("break"),
    DO("do"),
    ELSE("else"),
    ELSEIF("elseif"),
    END("end"),
    FALSE("false"),
    FOR("for"),
    FUNCTION("function"),
    IF("if"),
    IN("in"),
    LOCAL("local"),
    NIL("nil"),
    NOT("not"),
    OR("or"),
    REPEAT("repeat"),
    RETURN("return"),
    THEN("then"),
    TRUE("true"),
    UNTIL("until"),
    WHILE("while"),
    CONCAT(".."),
    DOTS("..."),
    EQ("=="),
    GE(">="),
    LE("<="),
    NE("~="),
    NUMBER("<number>"),
    NAME("<name>"),
    STRING("<string>"),
    EOS("<eof>"),
    PLUS("+"),
    MINUS("-"),
    STAR("*"),
    SLASH("/"),
    PERCENT("%"),
    CARET("^"),
    HASH("#"),
    LESS("<"),
    GREATER(">"),
    ASSIGN("="),
    OPEN("("),
    CLOSE(")"),
    OPEN_BRACE("{"),
    CLOSE_BRACE("}"),
    OPEN_BRACKET("["),
    CLOSE_BRACKET("]"),
    SEMICOLON(";"),
    COLON(":"),
    COMMA(","),
    DOT("."),
    /** Any character that no word begins with. */
    OTHER("");

    private final String text;

    Token(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    boolean isReserved() {
        return ordinal() <= WHILE.ordinal();
    }

    /** Whether errors show the text as it was written. */
    boolean showsText() {
        return this == NAME || this == STRING || this == NUMBER;
    }
}
