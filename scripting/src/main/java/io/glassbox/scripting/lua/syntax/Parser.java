package io.glassbox.scripting.lua.syntax;

import io.glassbox.scripting.lua.interpret.Block;
import io.glassbox.scripting.lua.interpret.Call;
import io.glassbox.scripting.lua.interpret.Compiler;
import io.glassbox.scripting.lua.interpret.Expression;
import io.glassbox.scripting.lua.interpret.FunctionBody;
import io.glassbox.scripting.lua.interpret.Local;
import io.glassbox.scripting.lua.interpret.Loop;
import io.glassbox.scripting.lua.interpret.MethodCall;
import io.glassbox.scripting.lua.interpret.Statement;
import io.glassbox.scripting.lua.value.LuaString;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads statements. By recursive descent, as Lua itself does: then the messages, and the lines in them, come out the same. What
 * a statement does is put on the line of the last word that belongs to it, what a call does on that of its parenthesis.
 */
public final class Parser {
    private static final LuaString SELF = LuaString.of("self");
    private static final LuaString ARG = LuaString.of("arg");
    private static final int MAX_LEVELS = 200;
    private static final Expression NUMBER = new Expression.Constant(Double.valueOf(0));

    private final Lexer lexer;
    private final Compiler compiler;
    private final ExpressionParser expressions;
    private FunctionScope scope;
    private int levels;

    private Parser(LuaString text, LuaString chunk, Compiler compiler) {
        this.lexer = new Lexer(text, chunk);
        this.compiler = compiler;
        this.scope = new FunctionScope(null, lexer, 0);
        this.expressions = new ExpressionParser(this, lexer);
    }

    /** The program as the body of a function without parameters that takes {@code ...}. */
    public static FunctionBody parse(LuaString text, LuaString chunk, Compiler compiler) {
        Parser parser = new Parser(text, chunk, compiler);
        parser.scope.setVariadic();
        parser.lexer.next();
        Block block = parser.block();
        parser.check(Token.EOS);
        return parser.body(0, List.of(), null, block);
    }

    FunctionScope scope() {
        return scope;
    }

    void enterLevel() {
        if (++levels > MAX_LEVELS) {
            throw lexer.error("chunk has too many syntax levels", null);
        }
    }

    void leaveLevel() {
        levels--;
    }

    // Words.

    boolean is(Token token) {
        return lexer.token() == token;
    }

    boolean skip(Token token) {
        if (lexer.token() != token) {
            return false;
        }
        lexer.next();
        return true;
    }

    void check(Token token) {
        if (lexer.token() != token) {
            throw lexer.error("'" + token.text() + "' expected");
        }
    }

    void expect(Token token) {
        check(token);
        lexer.next();
    }

    /** The end of what {@code opening} began on a line. */
    void expectEnd(Token end, Token opening, int line) {
        if (lexer.token() == end) {
            lexer.next();
        } else if (line == lexer.line()) {
            check(end);
        } else {
            throw lexer.error("'" + end.text() + "' expected (to close '" + opening.text() + "' at line " + line + ")");
        }
    }

    LuaString name() {
        check(Token.NAME);
        LuaString name = lexer.string();
        lexer.next();
        return name;
    }

    // Functions.

    /** Parameters and body, behind the word {@code function} of the line and the name. */
    FunctionBody functionBody(boolean isMethod, int line) {
        FunctionScope inner = new FunctionScope(scope, lexer, line);
        FunctionScope outer = scope;
        scope = inner;
        expect(Token.OPEN);
        List<Local> parameters = new ArrayList<>();
        if (isMethod) {
            parameters.add(parameter(SELF, 0));
        }
        if (!is(Token.CLOSE)) {
            readParameters(parameters);
        }
        Local arg = null;
        inner.show(parameters);
        if (inner.isVariadic()) {
            arg = parameter(ARG, 0);
            inner.show(arg);
        }
        expect(Token.CLOSE);
        Block block = block();
        expectEnd(Token.END, Token.FUNCTION, line);
        FunctionBody body = body(line, parameters, arg, block);
        scope = outer;
        return body;
    }

    private void readParameters(List<Local> parameters) {
        do {
            if (is(Token.NAME)) {
                parameters.add(parameter(name(), parameters.size()));
            } else if (skip(Token.DOTS)) {
                scope.setVariadic();
            } else {
                throw lexer.error("<name> or '...' expected");
            }
        } while (!scope.isVariadic() && skip(Token.COMMA));
    }

    private Local parameter(LuaString name, int ahead) {
        Local local = scope.newLocal(name, ahead);
        local.assignedFrom(null);
        return local;
    }

    private FunctionBody body(int line, List<Local> parameters, @Nullable Local arg, Block block) {
        return new FunctionBody(
                lexer.chunk(),
                line,
                parameters,
                scope.isVariadic(),
                scope.usesExtra() ? null : arg,
                scope.slots(),
                scope.upvalues(),
                block,
                compiler);
    }

    // Statements.

    private boolean isBlockEnd() {
        return switch (lexer.token()) {
            case ELSE, ELSEIF, END, EOS, UNTIL -> true;
            default -> false;
        };
    }

    private Block block() {
        int mark = scope.mark();
        Block block = new Block(statements());
        scope.hideFrom(mark);
        return block;
    }

    private List<Statement> statements() {
        enterLevel();
        List<Statement> statements = new ArrayList<>();
        boolean isLast = false;
        while (!isLast && !isBlockEnd()) {
            isLast = is(Token.RETURN) || is(Token.BREAK);
            statements.add(step());
            skip(Token.SEMICOLON);
        }
        leaveLevel();
        return statements;
    }

    private Statement step() {
        if (!compiler.isStepping()) {
            return statement();
        }
        int line = lexer.line();
        List<Local> visible = scope.visible();
        Statement statement = statement();
        // A local function comes into being where its text ends.
        int shown = statement instanceof Statement.FunctionDeclaration ? lexer.lastLine() : line;
        return new Statement.Step(shown, visible, statement);
    }

    private Statement statement() {
        int line = lexer.line();
        return switch (lexer.token()) {
            case IF -> ifStatement(line);
            case WHILE -> whileStatement(line);
            case DO -> {
                lexer.next();
                Block block = block();
                expectEnd(Token.END, Token.DO, line);
                yield new Statement.Do(block);
            }
            case FOR -> forStatement(line);
            case REPEAT -> repeatStatement(line);
            case FUNCTION -> functionStatement(line);
            case LOCAL -> {
                lexer.next();
                yield skip(Token.FUNCTION) ? localFunction() : localStatement();
            }
            case RETURN -> returnStatement();
            case BREAK -> {
                lexer.next();
                if (!scope.isInLoop()) {
                    throw lexer.error("no loop to break");
                }
                yield new Statement.Break();
            }
            default -> expressionStatement();
        };
    }

    private Statement ifStatement(int line) {
        List<Expression> conditions = new ArrayList<>();
        List<Block> blocks = new ArrayList<>();
        do {
            lexer.next();
            conditions.add(expressions.expression());
            expect(Token.THEN);
            blocks.add(block());
        } while (is(Token.ELSEIF));
        Block otherwise = skip(Token.ELSE) ? block() : null;
        expectEnd(Token.END, Token.IF, line);
        return new Statement.If(List.copyOf(conditions), List.copyOf(blocks), otherwise);
    }

    private Statement whileStatement(int line) {
        lexer.next();
        Expression condition = expressions.expression();
        expect(Token.DO);
        Block block = loopBlock(line);
        expectEnd(Token.END, Token.WHILE, line);
        return new Loop.While(condition, block, lexer.chunk(), line);
    }

    private Block loopBlock(int line) {
        scope.enterLoop();
        Block block = block();
        scope.leaveLoop();
        return withTurn(block, line);
    }

    /** Who steps through a loop passes the line that makes it turn after each time. */
    private Block withTurn(Block block, int line) {
        if (!compiler.isStepping()) {
            return block;
        }
        List<Statement> statements = new ArrayList<>(block.statements());
        statements.add(new Statement.Step(line, scope.visible(), new Statement.Do(new Block(List.of()))));
        return new Block(statements);
    }

    private Statement repeatStatement(int line) {
        lexer.next();
        int mark = scope.mark();
        scope.enterLoop();
        Block block = withTurn(new Block(statements()), lexer.line());
        scope.leaveLoop();
        expectEnd(Token.UNTIL, Token.REPEAT, line);
        Expression condition = expressions.expression();
        scope.hideFrom(mark);
        return new Loop.Repeat(block, condition, lexer.chunk(), lexer.lastLine());
    }

    private Statement forStatement(int line) {
        lexer.next();
        LuaString first = name();
        Statement loop = switch (lexer.token()) {
            case ASSIGN -> numericFor(first);
            case COMMA, IN -> genericFor(first);
            default -> throw lexer.error("'=' or 'in' expected");
        };
        expectEnd(Token.END, Token.FOR, line);
        return loop;
    }

    private Statement numericFor(LuaString name) {
        lexer.next();
        Expression start = expressions.expression();
        expect(Token.COMMA);
        Expression limit = expressions.expression();
        Expression step = skip(Token.COMMA) ? expressions.expression() : null;
        expect(Token.DO);
        int prepareLine = lexer.lastLine();
        int mark = scope.mark();
        // Lua keeps index, limit and step in three hidden variables, which count for its limit.
        hideThree();
        Local variable = scope.newLocal(name, 0);
        variable.assignedFrom(NUMBER);
        scope.show(variable);
        Block block = loopBlock(prepareLine);
        scope.hideFrom(mark);
        return new Loop.Numeric(variable, start, limit, step, block, lexer.chunk(), prepareLine);
    }

    private void hideThree() {
        for (int i = 0; i < 3; i++) {
            Local hidden = scope.newLocal(LuaString.of("(for)"), 0);
            hidden.assignedFrom(null);
            scope.show(hidden);
        }
    }

    private Statement genericFor(LuaString first) {
        List<LuaString> names = new ArrayList<>(List.of(first));
        while (skip(Token.COMMA)) {
            names.add(name());
        }
        expect(Token.IN);
        int line = lexer.line();
        List<Expression> values = expressions.list();
        expect(Token.DO);
        int mark = scope.mark();
        hideThree();
        List<Local> variables = new ArrayList<>();
        for (LuaString name : names) {
            Local variable = scope.newLocal(name, variables.size());
            variable.assignedFrom(null);
            variables.add(variable);
        }
        scope.show(variables);
        Block block = loopBlock(line);
        scope.hideFrom(mark);
        return new Loop.Generic(variables, values, block, lexer.chunk(), line);
    }

    private Statement functionStatement(int line) {
        lexer.next();
        Expression target = scope.resolve(name());
        while (is(Token.DOT) || is(Token.COLON)) {
            boolean isMethod = is(Token.COLON);
            lexer.next();
            Expression key = new Expression.Constant(name());
            target = new Expression.Index(target, key, lexer.chunk(), line);
            if (isMethod) {
                return assignment(target, function(functionBody(true, line)), line);
            }
        }
        return assignment(target, function(functionBody(false, line)), line);
    }

    private static Expression function(FunctionBody body) {
        return new Expression.FunctionValue(body);
    }

    private Statement localFunction() {
        int line = lexer.line();
        Local local = scope.newLocal(name(), 0);
        local.assignedFrom(null);
        scope.show(local);
        return new Statement.FunctionDeclaration(local, new Expression.FunctionValue(functionBody(false, line)));
    }

    private Statement localStatement() {
        List<Local> locals = new ArrayList<>();
        do {
            LuaString name = name();
            locals.add(scope.newLocal(name, locals.size()));
        } while (skip(Token.COMMA));
        List<Expression> values = skip(Token.ASSIGN) ? expressions.list() : List.of();
        for (int i = 0; i < locals.size(); i++) {
            locals.get(i).assignedFrom(sourceOf(values, i));
        }
        scope.show(locals);
        return new Statement.Declaration(List.copyOf(locals), List.copyOf(values));
    }

    /** The expression that gives the value at an index; null if it is one of several of a call. */
    private static @Nullable Expression sourceOf(List<Expression> values, int index) {
        if (index < values.size() - 1) {
            return values.get(index);
        }
        if (values.isEmpty() || !(values.getLast() instanceof Expression.Multiple)) {
            return index < values.size() ? values.get(index) : new Expression.Constant(null);
        }
        return null;
    }

    private Statement returnStatement() {
        lexer.next();
        if (isBlockEnd() || is(Token.SEMICOLON)) {
            return new Statement.Return(List.of());
        }
        List<Expression> values = expressions.list();
        if (values.size() == 1) {
            Expression tail = switch (values.getFirst()) {
                case Call call -> call.asTail();
                case MethodCall call -> call.asTail();
                default -> values.getFirst();
            };
            return new Statement.Return(List.of(tail));
        }
        return new Statement.Return(List.copyOf(values));
    }

    private Statement expressionStatement() {
        Expression first = expressions.primary();
        if (first instanceof Expression.Multiple call) {
            return new Statement.Evaluation(call);
        }
        List<Expression> targets = new ArrayList<>(List.of(first));
        requireTarget(first);
        while (skip(Token.COMMA)) {
            Expression target = expressions.primary();
            if (targets.size() > MAX_LEVELS - levels) {
                throw lexer.error("too many variables in assignment", null);
            }
            requireTarget(target);
            targets.add(target);
        }
        expect(Token.ASSIGN);
        List<Expression> values = expressions.list();
        int line = lexer.lastLine();
        if (targets.size() == 1 && values.size() == 1) {
            return assignment(first, values.getFirst(), line);
        }
        for (int i = 0; i < targets.size(); i++) {
            if (targets.get(i) instanceof Expression.LocalGet target) {
                target.local().assignedFrom(sourceOf(values, i));
            }
            targets.set(i, onLine(targets.get(i), line));
        }
        return new Statement.Assignments(List.copyOf(targets), List.copyOf(values));
    }

    private void requireTarget(Expression target) {
        boolean isVariable = target instanceof Expression.LocalGet
                || target instanceof Expression.UpvalueGet
                || target instanceof Expression.GlobalGet
                || target instanceof Expression.Index;
        if (!isVariable) {
            throw lexer.error("syntax error");
        }
    }

    private Statement assignment(Expression target, Expression value, int line) {
        return switch (onLine(target, line)) {
            case Expression.LocalGet local -> {
                local.local().assignedFrom(value);
                yield new Statement.LocalSet(local.local(), value);
            }
            case Expression.UpvalueGet upvalue -> new Statement.UpvalueSet(upvalue.index(), value);
            case Expression.GlobalGet global -> new Statement.GlobalSet(global, value);
            case Expression.Index index -> new Statement.IndexSet(index, value);
            default -> throw new AssertionError();
        };
    }

    private static Expression onLine(Expression target, int line) {
        return switch (target) {
            case Expression.GlobalGet global -> new Expression.GlobalGet(global.name(), global.source(), line);
            case Expression.Index index -> new Expression.Index(index.object(), index.key(), index.source(), line);
            default -> target;
        };
    }
}
