package io.glassbox.scripting.lua;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Random programs of Lua 5.1 that end by themselves. They try everything with everything, so many of their statements fail; most
 * are wrapped in pcall, and show by {@code emit} what came of them. {@code key} makes keys of values whose order in a table does not
 * depend on addresses.
 */
final class ProgramGenerator {
    private static final String[] CONSTANTS = {
        "nil",
        "true",
        "false",
        "0",
        "1",
        "-1",
        "2",
        "3",
        "7",
        "0.5",
        "-2.5",
        "1e15",
        "1e100",
        "123456789012345",
        "0.1",
        "1/3",
        "(0/0)",
        "(1/0)",
        "2^53",
        "255",
        "1e-7",
        "'a'",
        "'10'",
        "'0x1F'",
        "' 5 '",
        "'abc'",
        "''",
        "'1e2'",
        "'x y'",
        "'-3'",
        "{}",
        "{1,2,3}",
        "{10,nil,30}",
        "{nil,nil,3}",
        "{a=1,b='z'}",
        "{1;x=2,[3]=4}",
        "{n=1,f()}",
        "print",
        "f",
        "g"
    };
    private static final String[] BINARY = {
        "+", "-", "*", "/", "%", "^", "..", "==", "~=", "<", "<=", ">", ">=", "and", "or"
    };
    private static final String[] UNARY = {"-", "not ", "#"};
    private static final String[] FIELDS = {"a", "b", "x", "n", "y"};
    private static final String[] EVENTS = {
        "__index",
        "__newindex",
        "__call",
        "__add",
        "__sub",
        "__concat",
        "__eq",
        "__lt",
        "__le",
        "__unm",
        "__len",
        "__mod",
        "__tostring",
        "__metatable",
        "__div",
        "__mul",
        "__pow"
    };

    private final SplittableRandom random;
    private final StringBuilder out = new StringBuilder();
    private final List<String> locals = new ArrayList<>();
    private final Set<String> counters = new HashSet<>();
    private int names;
    private int budget;

    ProgramGenerator(SplittableRandom random) {
        this.random = random;
    }

    String program() {
        budget = 40;
        out.append("local function f(...) return ... end\n");
        out.append("local function g(a, b) if a then return a, b end error('g', 2) end\n");
        declare("t", "{1,2,3,x=5}");
        declare("o", "setmetatable({a=1}, {__index=function(t,k) return k end})");
        block(3);
        return out.toString();
    }

    private void declare(String name, String value) {
        out.append("local ").append(name).append(" = ").append(value).append("\n");
        locals.add(name);
    }

    private void block(int depth) {
        int mark = locals.size();
        int count = 2 + random.nextInt(5);
        for (int i = 0; i < count && budget > 0; i++) {
            budget--;
            statement(depth);
        }
        while (locals.size() > mark) {
            locals.removeLast();
        }
    }

    private void statement(int depth) {
        switch (random.nextInt(depth > 0 ? 22 : 12)) {
            case 0, 1 -> declare("v" + names++, expression(2));
            case 2 -> {
                String a = "v" + names++;
                String b = "v" + names++;
                out.append("local " + a + ", " + b + " = " + list() + "\n");
                locals.add(a);
                locals.add(b);
            }
            case 3, 4, 5 -> out.append("emit(pcall(function() return " + list() + " end))\n");
            case 6 -> out.append("emit(" + expression(1) + " == " + expression(1) + ")\n");
            case 7 -> out.append("emit(pcall(function() " + target() + " = " + expression(2) + " end))\n");
            case 8 -> out.append("emit(pcall(function() " + target() + ", " + target() + " = " + list() + " end))\n");
            case 9 -> out.append("emit(pcall(error, (" + expression(1) + ")))\n");
            case 10 -> out.append("emit(select('#', " + list() + "))\n");
            case 11 -> out.append("emit(pcall(function() " + local() + "." + field() + "." + field() + " = 1 end))\n");
            case 12 -> numericFor(depth);
            case 13 -> {
                out.append("for k, v in pairs(" + local("t") + ") do emit(k, v)\n");
                nested(depth, "k", "v");
                out.append("end\n");
            }
            case 14 -> {
                out.append("if " + expression(2) + " then\n");
                block(depth - 1);
                out.append("else\n");
                block(depth - 1);
                out.append("end\n");
            }
            case 15 -> whileLoop(depth);
            case 16, 17 -> function(depth);
            case 18 -> metatable();
            case 19 -> coroutine(depth);
            case 20 -> environment();
            default -> source();
        }
    }

    private void nested(int depth, String... names) {
        int mark = locals.size();
        locals.addAll(List.of(names));
        block(depth - 1);
        while (locals.size() > mark) {
            locals.removeLast();
        }
    }

    private void numericFor(int depth) {
        String[] bounds = {"1, 4", "4, 1, -1", "1, 0", "0.5, 2, 0.5", "'1', 2", "1, '3'", "1, {}", "nil, 2", "3, 1, -2"
        };
        String name = "i" + names++;
        out.append("emit(pcall(function() local acc, s = 0, ''\nfor " + name + " = " + pick(bounds) + " do\n");
        out.append("acc = acc + " + name + " * 2 s = s .. " + name + "\n");
        nested(depth, name, "acc", "s");
        if (random.nextInt(3) == 0) {
            out.append("if acc > 5 then " + (random.nextBoolean() ? "break" : "return acc") + " end\n");
        }
        out.append("end return acc, s end))\n");
    }

    private void whileLoop(int depth) {
        String counter = "c" + names++;
        counters.add(counter);
        out.append("local " + counter + " = 0\n");
        if (random.nextBoolean()) {
            out.append("while " + counter + " < 5 do " + counter + " = " + counter + " + 1\n");
            nested(depth, counter);
            out.append("end emit(" + counter + ")\n");
        } else {
            out.append("repeat " + counter + " = " + counter + " + 2 local z = " + expression(1) + "\n");
            nested(depth, "z");
            out.append("until " + counter + " > 5 or z == 3 emit(" + counter + ")\n");
        }
    }

    private void function(int depth) {
        String name = "h" + names++;
        boolean variadic = random.nextInt(3) == 0;
        int style = random.nextInt(3);
        String header = style == 0 ? "local function " + name : "local " + name + " = function";
        out.append(header + "(p, q" + (variadic ? ", ..." : "") + ")\n");
        if (variadic && random.nextBoolean()) {
            out.append("emit(...)\n");
        }
        nested(depth, "p", "q");
        if (random.nextBoolean()) {
            out.append("return " + (random.nextBoolean() ? list() : "f(p, q)") + "\n");
        }
        out.append("end\n");
        locals.add(name);
        for (int i = 0; i <= random.nextInt(3); i++) {
            out.append("emit(pcall(" + name + ", " + list() + "))\n");
        }
    }

    private void metatable() {
        String name = "m" + names++;
        out.append("local " + name + " = setmetatable({" + pick("1,2", "", "a=3") + "}, {");
        for (int i = 0; i < 4; i++) {
            String event = pick(EVENTS);
            boolean isTable = event.endsWith("index") && random.nextBoolean();
            out.append(event + " = "
                    + (isTable
                            ? local("t")
                            : "function(a, b, c) emit('" + event + "', type(a), b, c) return "
                                    + pick("1", "a", "b", "'r'", "nil", "true", "error('mm')", "error('mm2', 2)")
                                    + " end")
                    + ", ");
        }
        out.append("})\n");
        locals.add(name);
        out.append("emit(pcall(function() return " + name + " " + pick(BINARY) + " " + atom() + " end))\n");
        out.append(
                "emit(pcall(function() return " + name + "." + field() + ", " + name + "[1], " + name + "(4) end))\n");
        out.append("emit(pcall(function() " + name + "." + field() + " = " + atom() + " end))\n");
        out.append("emit(pcall(function() return tostring(" + name + "), -" + name + " end))\n");
    }

    private void coroutine(int depth) {
        String name = "co" + names++;
        out.append("local " + name + " = coroutine." + pick("create", "wrap") + "(function(p, q)\n");
        out.append("emit('in', p, q, coroutine.yield(" + list() + "))\n");
        nested(depth, "p", "q");
        out.append("emit(pcall(coroutine.yield, 1)) local r = coroutine.yield(" + atom() + ") return " + atom()
                + " end)\n");
        out.append("for i = 1, 4 do if type(" + name + ") == 'thread' then emit(coroutine.resume(" + name + ", i, "
                + atom() + ")) emit(coroutine.status(" + name + ")) else emit(pcall(" + name + ", i)) end end\n");
    }

    private void environment() {
        out.append("emit(pcall(function() local e = setmetatable({}, {__index=_G}) setfenv(1, e) gg = " + expression(1)
                + " emit(gg, e.gg) emit(getfenv(1) == e) return _G.gg, undefinedGlobal." + field() + " end))\n");
    }

    private void source() {
        String[] sources = {
            "return " + expression(2),
            "local a = " + expression(1) + " return a",
            "x = = 1",
            "for i = 1 do end",
            "return ...",
            "if x then",
            "local function",
            "x = }",
            "return 'abc",
            "f(",
            "goto l",
            "a.b:c = 1",
            "break",
            "x = 1 y",
            "return return",
            "local t = {1,2",
            "--[[ open",
            "x = 0x",
            "x = 3..2",
            "x = 1..2",
            "return 'a\\400'",
            "for a.b in c do end",
            "function f(a,) end",
            "f\n(1)",
            "return " + "(".repeat(3) + "1",
            "a, b + 1 = 2",
            "(a) = 1",
            "local a <const> = 1",
            "return [[x]] .. [=[y]]z]=]",
            "~",
            "x = @",
            "until x"
        };
        String text = pick(sources).replace("]==]", "");
        out.append("emit((loadstring([==[" + text + "]==], " + pick("'@chunk'", "'=lit'", "nil", "'text\\nmore'")
                + ")))\n".replace(")))", "))"));
        out.append("do local fn, msg = loadstring([==[" + text + "]==], '@chunk') emit(type(fn), msg)");
        out.append(" if fn then emit(pcall(fn, 1, 2)) end end\n");
    }

    private String list() {
        StringBuilder list = new StringBuilder(expression(2));
        for (int i = random.nextInt(3); i > 0; i--) {
            list.append(", ").append(random.nextInt(4) == 0 ? "f(" + atom() + ", " + atom() + ")" : expression(1));
        }
        return list.toString();
    }

    private String expression(int depth) {
        if (depth == 0) {
            return atom();
        }
        return switch (random.nextInt(16)) {
            case 0, 1, 2, 3 -> expression(depth - 1) + " " + pick(BINARY) + " " + expression(depth - 1);
            case 4 -> pick(UNARY) + operand();
            case 5 -> "(" + expression(depth - 1) + " " + pick(BINARY) + " " + expression(depth - 1) + ")";
            case 6 -> local() + "." + field();
            case 7 -> local() + "[" + expression(depth - 1) + "]";
            case 8 ->
                pick("f", "g", "tostring", "tonumber", "type", "unpack", "next", "rawget", local()) + "("
                        + expression(depth - 1) + (random.nextBoolean() ? ", " + atom() : "") + ")";
            case 9 -> local() + ":" + field() + "(" + atom() + ")";
            case 10 -> "(function(...) local a, b = ... return " + atom() + ", a, b end)(" + atom() + ")";
            case 11 -> "{" + expression(depth - 1) + ", " + field() + " = " + atom() + ", " + atom() + "}";
            case 12 -> "#" + pick("{1,nil,3}", "{1,2,nil,4}", "{nil}", "{nil,2}", "'abc'", "{f(1,nil,3)}", local());
            case 13 -> "select(" + pick("1", "2", "-1", "'#'", "0", "9") + ", " + atom() + ", " + atom() + ")";
            default -> atom();
        };
    }

    private String operand() {
        return "(" + atom() + ")";
    }

    private String atom() {
        return random.nextInt(3) == 0 ? local() : pick(CONSTANTS);
    }

    private String target() {
        return switch (random.nextInt(5)) {
            case 0 -> local() + "[key(" + atom() + ")]";
            case 1 -> local() + "." + field();
            case 2 -> "G" + random.nextInt(3);
            default -> variable();
        };
    }

    /** A variable that can be set without a loop that never ends. */
    private String variable() {
        String name = local();
        return counters.contains(name) ? "G0" : name;
    }

    private String local() {
        return random.nextInt(12) == 0 ? "G" + random.nextInt(3) : locals.get(random.nextInt(locals.size()));
    }

    private String local(String preferred) {
        return random.nextBoolean() ? preferred : "(type(" + local() + ") == 'table' and " + preferred + " or {})";
    }

    private String field() {
        return pick(FIELDS);
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
