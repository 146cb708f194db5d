package io.glassbox.scripting.lua.syntax;

import io.glassbox.scripting.lua.interpret.Binary;
import io.glassbox.scripting.lua.interpret.Call;
import io.glassbox.scripting.lua.interpret.Comparison;
import io.glassbox.scripting.lua.interpret.Comparison.Relation;
import io.glassbox.scripting.lua.interpret.Concatenation;
import io.glassbox.scripting.lua.interpret.Expression;
import io.glassbox.scripting.lua.interpret.MethodCall;
import io.glassbox.scripting.lua.interpret.TableConstructor;
import io.glassbox.scripting.lua.value.Arithmetic;
import io.glassbox.scripting.lua.value.LuaString;
import java.util.ArrayList;
import java.util.List;

/** Reads expressions, by the priorities of their operators. */
final class ExpressionParser {
    private static final int UNARY_PRIORITY = 8;

    private final Parser parser;
    private final Lexer lexer;

    ExpressionParser(Parser parser, Lexer lexer) {
        this.parser = parser;
        this.lexer = lexer;
    }

    /** How strongly an operator holds what stands to its left, and to its right; 0 for what is no operator. */
    private static int leftPriority(Token token) {
        return switch (token) {
            case OR -> 1;
            case AND -> 2;
            case LESS, GREATER, LE, GE, NE, EQ -> 3;
            case CONCAT -> 5;
            case PLUS, MINUS -> 6;
            case STAR, SLASH, PERCENT -> 7;
            case CARET -> 10;
            default -> 0;
        };
    }

    private static int rightPriority(Token token) {
        boolean groupsToTheRight = token == Token.CONCAT || token == Token.CARET;
        return leftPriority(token) - (groupsToTheRight ? 1 : 0);
    }

    List<Expression> list() {
        List<Expression> list = new ArrayList<>();
        do {
            list.add(expression());
        } while (parser.skip(Token.COMMA));
        return list;
    }

    Expression expression() {
        return expression(0);
    }

    /** An expression of operators that hold more strongly than the limit. */
    private Expression expression(int limit) {
        parser.enterLevel();
        Expression left = unary();
        while (leftPriority(lexer.token()) > limit) {
            Token operator = lexer.token();
            lexer.next();
            Expression right = expression(rightPriority(operator));
            left = combine(operator, left, right);
        }
        parser.leaveLevel();
        return left;
    }

    private Expression unary() {
        Token operator = lexer.token();
        if (operator != Token.NOT && operator != Token.MINUS && operator != Token.HASH) {
            return simple();
        }
        lexer.next();
        Expression operand = expression(UNARY_PRIORITY);
        int line = lexer.lastLine();
        return switch (operator) {
            case NOT -> Folding.not(operand);
            case MINUS -> {
                Expression known = Folding.arithmetic(Arithmetic.UNM, operand, operand);
                yield known != null ? known : new Expression.Negation(operand, lexer.chunk(), line);
            }
            default -> new Expression.Length(operand, lexer.chunk(), line);
        };
    }

    private Expression combine(Token operator, Expression left, Expression right) {
        return switch (operator) {
            case OR -> Folding.or(left, right);
            case AND -> Folding.and(left, right);
            case EQ -> compare(Relation.EQUAL, left, right);
            case NE -> compare(Relation.UNEQUAL, left, right);
            case LESS -> compare(Relation.LESS, left, right);
            case LE -> compare(Relation.LESS_OR_EQUAL, left, right);
            case GREATER -> compare(Relation.GREATER, left, right);
            case GE -> compare(Relation.GREATER_OR_EQUAL, left, right);
            case CONCAT -> concatenation(left, right);
            case PLUS -> arithmetic(Arithmetic.ADD, left, right);
            case MINUS -> arithmetic(Arithmetic.SUB, left, right);
            case STAR -> arithmetic(Arithmetic.MUL, left, right);
            case SLASH -> arithmetic(Arithmetic.DIV, left, right);
            case PERCENT -> arithmetic(Arithmetic.MOD, left, right);
            default -> arithmetic(Arithmetic.POW, left, right);
        };
    }

    private Expression compare(Relation relation, Expression left, Expression right) {
        return new Comparison(relation, Folding.operand(left), Folding.operand(right), lexer.chunk(), lexer.lastLine());
    }

    private Expression arithmetic(Arithmetic operator, Expression left, Expression right) {
        Expression known = Folding.arithmetic(operator, left, right);
        return known != null
                ? known
                : new Binary(operator, Folding.operand(left), Folding.operand(right), lexer.chunk(), lexer.lastLine());
    }

    private Expression concatenation(Expression left, Expression right) {
        List<Expression> operands = new ArrayList<>();
        operands.add(left);
        if (right instanceof Concatenation more) {
            operands.addAll(more.operands());
        } else {
            operands.add(right);
        }
        return new Concatenation(List.copyOf(operands), lexer.chunk(), lexer.lastLine());
    }

    private Expression simple() {
        Expression value = switch (lexer.token()) {
            case NUMBER -> new Expression.Constant(lexer.number());
            case STRING -> new Expression.Constant(lexer.string());
            case NIL -> new Expression.Constant(null);
            case TRUE -> new Expression.Constant(true);
            case FALSE -> new Expression.Constant(false);
            case DOTS -> extra();
            case OPEN_BRACE -> table();
            case FUNCTION -> {
                int line = lexer.line();
                lexer.next();
                yield new Expression.FunctionValue(parser.functionBody(false, line));
            }
            default -> primary();
        };
        boolean isWord = value instanceof Expression.Constant || value instanceof Expression.Extra;
        if (isWord) {
            lexer.next();
        }
        return value;
    }

    private Expression extra() {
        if (!parser.scope().isVariadic()) {
            throw lexer.error("cannot use '...' outside a vararg function");
        }
        parser.scope().useExtra();
        return new Expression.Extra();
    }

    /** A variable, or an expression in parentheses, with all the indices and calls behind it. */
    Expression primary() {
        Expression value = prefix();
        while (true) {
            switch (lexer.token()) {
                case DOT -> {
                    lexer.next();
                    Expression key = new Expression.Constant(parser.name());
                    value = new Expression.Index(Folding.operand(value), key, lexer.chunk(), lexer.lastLine());
                }
                case OPEN_BRACKET -> {
                    Expression key = bracketed();
                    value = new Expression.Index(Folding.operand(value), key, lexer.chunk(), lexer.lastLine());
                }
                case COLON -> {
                    lexer.next();
                    LuaString name = parser.name();
                    int nameLine = lexer.lastLine();
                    int line = lexer.line();
                    value = MethodCall.of(value, name, arguments(), lexer.chunk(), nameLine, line);
                }
                case OPEN, STRING, OPEN_BRACE -> {
                    int line = lexer.line();
                    value = Call.of(value, arguments(), lexer.chunk(), line);
                }
                default -> {
                    return value;
                }
            }
        }
    }

    private Expression prefix() {
        return switch (lexer.token()) {
            case NAME -> parser.scope().resolve(parser.name());
            case OPEN -> {
                int line = lexer.line();
                lexer.next();
                Expression inner = expression();
                parser.expectEnd(Token.CLOSE, Token.OPEN, line);
                yield new Expression.Single(inner);
            }
            default -> throw lexer.error("unexpected symbol");
        };
    }

    private Expression bracketed() {
        lexer.next();
        Expression key = expression();
        parser.expect(Token.CLOSE_BRACKET);
        return key;
    }

    private List<Expression> arguments() {
        return switch (lexer.token()) {
            case OPEN -> {
                int line = lexer.line();
                if (line != lexer.lastLine()) {
                    throw lexer.error("ambiguous syntax (function call x new statement)");
                }
                lexer.next();
                if (parser.skip(Token.CLOSE)) {
                    yield List.of();
                }
                List<Expression> arguments = list();
                parser.expectEnd(Token.CLOSE, Token.OPEN, line);
                yield List.copyOf(arguments);
            }
            case OPEN_BRACE -> List.of(table());
            case STRING -> {
                Expression text = new Expression.Constant(lexer.string());
                lexer.next();
                yield List.of(text);
            }
            default -> throw lexer.error("function arguments expected");
        };
    }

    private Expression table() {
        int line = lexer.line();
        parser.expect(Token.OPEN_BRACE);
        List<TableConstructor.Field> fields = new ArrayList<>();
        while (!parser.is(Token.CLOSE_BRACE)) {
            fields.add(field());
            if (!parser.skip(Token.COMMA) && !parser.skip(Token.SEMICOLON)) {
                break;
            }
        }
        parser.expectEnd(Token.CLOSE_BRACE, Token.OPEN_BRACE, line);
        return TableConstructor.of(fields, lexer.chunk(), lexer.lastLine());
    }

    private TableConstructor.Field field() {
        if (parser.is(Token.OPEN_BRACKET)) {
            Expression key = bracketed();
            parser.expect(Token.ASSIGN);
            return new TableConstructor.Field(key, expression());
        }
        if (parser.is(Token.NAME) && lexer.lookAhead() == Token.ASSIGN) {
            Expression key = new Expression.Constant(parser.name());
            parser.expect(Token.ASSIGN);
            return new TableConstructor.Field(key, expression());
        }
        return new TableConstructor.Field(null, expression());
    }
}
