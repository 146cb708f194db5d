package io.glassbox.scripting.lua.library;

import java.util.Locale;
import java.util.SplittableRandom;
import java.util.StringJoiner;

/** Makes calls of library functions with arguments that are mostly sensible, at the edges often, and now and then of a wrong type. */
final class CallGenerator {
    private static final String[] LETTERS = {"byte", "char", "len", "lower", "rep", "reverse", "sub", "upper"};
    private static final String[] PATTERNS = {"find", "match", "gsub"};
    private static final String[] TABLES = {"concat", "getn", "insert", "maxn", "remove", "sort", "foreach", "foreachi"
    };
    private static final String[] MATHS = {
        "abs", "ceil", "floor", "fmod", "frexp", "ldexp", "max", "min", "modf", "sqrt"
    };
    private static final String[] BITS = {
        "tobit", "bnot", "band", "bor", "bxor", "lshift", "rshift", "arshift", "rol", "ror", "bswap", "tohex"
    };
    private static final String[] MESSAGES = {"unpack", "unpack_one", "unpack_limit"};
    private static final String[] PATTERN_ITEMS = {
        "a", "b", ".", "%a", "%d", "%s", "%w", "%.", "[abc]", "[^a]", "[a-c]", "(", ")", "()", "*", "+", "-", "?", "^",
        "$", "%b()", "%f[%a]", "%1", "%2", "%z", "%u", "%p", "%x", "[]]", "[a-]", "%", "[", "%W", "1"
    };
    /** Minus zero is no literal: as one, it would be the same constant as zero in Lua 5.1, and spoil the calls beside it. */
    private static final String[] EDGES = {
        "0",
        "-tonumber('0')",
        "1e15",
        "2^31",
        "2^32",
        "2^53",
        "2^63",
        "-2^63",
        "2^64",
        "1e308",
        "5e-324",
        "1/0",
        "-1/0",
        "0/0",
        "255",
        "-128",
        "65535",
        "4294967295"
    };

    private static final String[] WRONG = {
        "nil", "true", "{}", "'10'", "'x'", "'0x10'", "' 5 '", "-1", "string.len", "''"
    };
    private static final String[] JSON_ATOMS = {
        "1",
        "-0",
        "0.1",
        "1e5",
        "12345678901234567890",
        "1e400",
        "0x1F",
        "0x",
        "01",
        "+1",
        "nan",
        "-inf",
        "Infinity",
        "1e",
        "-",
        "true",
        "false",
        "null",
        "nul",
        "True",
        "\"a\"",
        "\"\\n\\u0041\"",
        "\"\\u20ac\"",
        "\"\\ud83d\\ude00\"",
        "\"\\ud800\"",
        "\"\\x\"",
        "\"a",
        "\"\u00e9/\"",
        "{}",
        "[]",
        " 2 ",
        ""
    };

    private final SplittableRandom random;

    CallGenerator(SplittableRandom random) {
        this.random = random;
    }

    String call() {
        return switch (random.nextInt(12)) {
            case 0 -> letters(one(LETTERS));
            case 1, 2 -> patterns(one(PATTERNS));
            case 3, 4 -> format();
            case 5 -> tables(one(TABLES));
            case 6 -> "math." + one(MATHS) + "(" + several(0, 3) + ")";
            case 7 -> "bit." + one(BITS) + "(" + several(0, 3) + ")";
            case 8 -> "cjson.encode(" + value(0) + ")";
            case 9 -> "cjson.decode(" + literal(json(0)) + ")";
            case 10 -> messages();
            default -> structures();
        };
    }

    private String letters(String function) {
        if (function.equals("char")) {
            return "string.char(" + several(0, 4) + ")";
        }
        if (function.equals("rep")) {
            return "string.rep(" + perhapsWrong(literal(subject())) + ", " + perhapsWrong(small()) + ")";
        }
        return "string." + function + "(" + perhapsWrong(literal(subject()))
                + (random.nextBoolean() ? ", " + several(1, 2) : "") + ")";
    }

    private String patterns(String function) {
        StringBuilder pattern = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            pattern.append(one(PATTERN_ITEMS));
        }
        String start = "string." + function + "(" + literal(subject()) + ", " + literal(pattern.toString());
        if (function.equals("gsub")) {
            String replacement =
                    one("'<%0>'", "'%1'", "'%2'", "'%'", "string.upper", "{a = 'X', b = true}", "5", "string.rep");
            return start + ", " + perhapsWrong(replacement) + ")";
        }
        return start + (random.nextBoolean() ? ", " + random.nextInt(-10, 12) : "") + ")";
    }

    private String format() {
        StringBuilder format = new StringBuilder();
        StringJoiner arguments = new StringJoiner(", ");
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            char letter = "cdiouxXeEfgGqsy".charAt(random.nextInt(15));
            format.append(one("", "a", "%%")).append('%').append(one("", "", "-", "+", " ", "#", "0"));
            format.append(one("", "", "5", "20", "120")).append(one("", "", ".", ".3", ".20", ".0"));
            format.append(letter);
            String argument = switch (letter) {
                case 'q', 's' -> literal(subject().repeat(random.nextInt(1, 4) / 3 * 10 + 1));
                case 'c' -> Integer.toString(random.nextInt(256));
                default -> number();
            };
            arguments.add(perhapsWrong(argument));
        }
        return "string.format(" + literal(format.toString()) + ", " + arguments + ")";
    }

    private String tables(String function) {
        StringJoiner elements = new StringJoiner(", ", "{", "}");
        boolean isOfNumbers = random.nextBoolean();
        for (int i = random.nextInt(9); i > 0; i--) {
            elements.add(perhapsWrong(isOfNumbers ? Integer.toString(random.nextInt(9)) : literal(subject())));
        }
        String more = switch (function) {
            case "concat" -> one("", ", ', '", ", '', 2", ", 1, 1, 3");
            case "insert" -> ", " + small() + one("", ", 'x'", ", 1, 2");
            case "remove" -> one("", ", 1", ", 3", ", 20", ", 'x'");
            case "sort" -> one("", "", ", function(a, b) return a > b end", ", function() return true end");
            case "foreach", "foreachi" -> one(", string.len", ", function() end", "");
            default -> "";
        };
        return "table." + function + "(" + elements + more + ")";
    }

    private String messages() {
        if (random.nextBoolean()) {
            StringJoiner values = new StringJoiner(", ");
            for (int i = random.nextInt(4); i > 0; i--) {
                values.add(value(0));
            }
            return "cmsgpack.pack(" + values + ")";
        }
        StringBuilder bytes = new StringBuilder();
        for (int i = random.nextInt(14); i > 0; i--) {
            bytes.append((char) (random.nextBoolean() ? random.nextInt(256) : random.nextInt(0xC0, 0xE0)));
        }
        String more = random.nextBoolean() ? "" : ", " + random.nextInt(-1, 6);
        return "cmsgpack." + one(MESSAGES) + "(" + literal(bytes.toString()) + more + ")";
    }

    private String structures() {
        StringBuilder format = new StringBuilder();
        StringJoiner arguments = new StringJoiner(", ");
        for (int i = random.nextInt(6); i > 0; i--) {
            char option = "bBhHlLiIfdcsx<>! ".charAt(random.nextInt(17));
            format.append(option);
            if ("iIc!".indexOf(option) >= 0) {
                format.append(one("", "", "1", "2", "4", "8", "0", "16", "33", "99999999999"));
            }
            if ("cs".indexOf(option) >= 0) {
                arguments.add(perhapsWrong(literal(subject())));
            } else if ("bBhHlLiIfd".indexOf(option) >= 0) {
                arguments.add(perhapsWrong(number()));
            }
        }
        return switch (random.nextInt(4)) {
            case 0, 1 ->
                "struct.pack(" + literal(format.toString()) + (arguments.length() > 0 ? ", " : "") + arguments + ")";
            case 2 ->
                "struct.unpack(" + literal(format.toString()) + ", " + literal(subject() + "\0\1\u00ff" + subject())
                        + one("", "", ", 2", ", 0") + ")";
            default -> "struct.size(" + literal(format.toString()) + ")";
        };
    }

    private String value(int depth) {
        int kind = random.nextInt(depth < 4 ? 9 : 5);
        return switch (kind) {
            case 0, 1 -> number();
            case 2 -> literal(subject());
            case 3 -> one("true", "false", "cjson.null", "65536", "-33", "string.len");
            case 4 -> Integer.toString(random.nextInt(-300, 70000));
            default -> {
                StringJoiner fields = new StringJoiner(", ", "{", "}");
                for (int i = random.nextInt(5); i > 0; i--) {
                    String key = kind < 7 ? "" : "[" + one("'a'", "'b'", "1", "3", "20", "1.5", "true", "''") + "] = ";
                    fields.add(key + value(depth + 1));
                }
                yield fields.toString();
            }
        };
    }

    private String json(int depth) {
        int kind = random.nextInt(depth < 4 ? 6 : 3);
        if (kind < 3) {
            return one(JSON_ATOMS);
        }
        boolean isArray = kind == 3;
        StringBuilder text = new StringBuilder(isArray ? "[" : "{");
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(isArray ? "" : "\"" + one("a", "b", "") + "\"" + one(":", ":", ":", " : ", ","));
            text.append(json(depth + 1)).append(i > 1 ? one(",", ",", ",", ", ", ";") : "");
        }
        String end = isArray ? "]" : "}";
        return text + one(end, end, end, end, "", ",");
    }

    private String several(int least, int most) {
        StringJoiner numbers = new StringJoiner(", ");
        for (int i = random.nextInt(least, most + 1); i > 0; i--) {
            numbers.add(perhapsWrong(random.nextInt(3) == 0 ? number() : small()));
        }
        return numbers.toString();
    }

    /** What counts something: a server in C would count up to all that is asked for. */
    private String small() {
        return Integer.toString(random.nextInt(-8, 12));
    }

    private String number() {
        return switch (random.nextInt(5)) {
            case 0 -> one(EDGES);
            case 1 ->
                String.format(Locale.ROOT, "%.17g", random.nextDouble(-1, 1) * Math.pow(10, random.nextInt(-10, 20)));
            case 2 -> Double.toString(random.nextInt(-1000, 1000) / 8.0);
            case 3 -> Long.toString(random.nextLong(-(1L << 53), 1L << 53));
            default -> Integer.toString(random.nextInt(-5, 300));
        };
    }

    private String subject() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append("aabbcABC123 ().\0_-\n\u00e9\"\\/\u007f".charAt(random.nextInt(24)));
        }
        return text.toString();
    }

    private String perhapsWrong(String argument) {
        return random.nextInt(30) == 0 ? one(WRONG) : argument;
    }

    private String one(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static String literal(String bytes) {
        StringBuilder text = new StringBuilder("'");
        for (int i = 0; i < bytes.length(); i++) {
            text.append(String.format(Locale.ROOT, "\\%03d", (int) bytes.charAt(i)));
        }
        return text.append('\'').toString();
    }
}
