package io.glassbox.scripting.lua.library;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.scripting.lua.value.LuaError;
import org.junit.jupiter.api.Test;

final class StringLibraryTest extends LibraryTestCase {
    @Test
    void partsAreCountedFromBothEnds() {
        expect("ell", "('hello'):sub(2, 4)");
        expect("hello", "('hello'):sub(-100, 100)");
        expect("lo", "('hello'):sub(-2)");
        expect("", "('hello'):sub(4, 2)");
        expect("104, 101", "('hello'):byte(1, 2)");
        expect("", "select('#', ('hello'):byte(10)) == 0 and '' or 'some'");
        expect("111", "('hello'):byte(-1)");
        expect("hello", "string.sub('hello', 1/0, 76.25)");
        expect("5, 0", "#'hello', string.len('')");
    }

    @Test
    void lettersAreThoseOfTheCLocale() {
        expect("ABC\u00e91", "string.upper('abc\u00e91')");
        expect("abc\u00c91", "string.lower('ABC\u00c91')");
        expect("cba", "string.reverse('abc')");
        expect("abab", "string.rep('ab', 2)");
        expect("", "string.rep('ab', -1)");
        expect("A\0B", "string.char(65, 0, 66)");
        expect("1212", "string.rep(12, 2)");
    }

    @Test
    void wrongArgumentsAreBlamed() {
        expectError("bad argument #1 to 'rep' (string expected, got nil)", "string.rep(nil, 2)");
        expectError("bad argument #2 to 'rep' (number expected, got no value)", "string.rep('a')");
        expectError("bad argument #1 to 'char' (invalid value)", "string.char(256)");
        expectError("bad argument #1 to 'char' (invalid value)", "string.char(-1)");
        expectError("unable to dump given function", "string.dump(function() end)");
        expectError("bad argument #1 to 'sub' (number expected, got no value)", "('x'):sub()");
        expectError("stack overflow (string slice too long)", "('x'):rep(9000):byte(1, -1)");
    }

    @Test
    void patternsAreFoundAndMatched() {
        expect("2, 3", "('hello'):find('el')");
        expect("3, 3", "('a.b.c'):find('b') ");
        expect("2, 2", "('a.b'):find('.', 2, true)");
        expect("1, 3, key", "('key'):find('^(%a+)$')");
        expect("nil", "('hello'):find('z')");
        expect("1, 0", "(''):find('')");
        expect("6, 5", "('hello'):find('', 10)");
        expect("key, value", "('key = value'):match('(%w+)%s*=%s*(%w+)')");
        expect("3", "('hello'):match('()ll')");
        expect("hello", "('hello'):match('.-')  .. ('hello'):match('.*')");
        expectError("malformed pattern (ends with '%')", "('a'):find('%')");
        expectError("malformed pattern (missing ']')", "('a'):match('[a')");
    }

    @Test
    void allMatchesAreVisited() {
        assertEquals(
                "{one, two}",
                run("local t = {} for w in string.gmatch('one two', '%a+') do t[#t + 1] = w end return t"));
        assertEquals(
                "{a1, b2}",
                run("local t = {} for k, v in ('a=1, b=2'):gfind('(%w+)=(%w+)') do t[#t + 1] = k .. v end return t"));
        assertEquals("4", run("local n = 0 for _ in ('abc'):gmatch('') do n = n + 1 end return n"));
    }

    @Test
    void matchesAreReplaced() {
        expect("hexxo, 2", "('hello'):gsub('l', 'x')");
        expect("hexlo, 1", "('hello'):gsub('l', 'x', 1)");
        expect("<h><e>, 2", "('he'):gsub('.', '<%0>')");
        expect("b a, 1", "('a b'):gsub('(%w) (%w)', '%2 %1')");
        expect("-a-b-, 3", "('ab'):gsub('', '-')");
        expect("A b, 1", "('a b'):gsub('^%a', string.upper)");
        expect("1 $b, 2", "('$a $b'):gsub('%$(%w+)', {a = 1})");
        expect("a\0, 1", "('ab'):gsub('b', '%')");
        expectError("invalid replacement value (a table)", "('a'):gsub('a', function() return {} end)");
        expectError("invalid capture index", "('a'):gsub('a', '%2')");
        expectError("bad argument #3 to 'gsub' (string/function/table expected)", "string.gsub('a', 'a')");
    }

    @Test
    void formatsAreThoseOfPrintf() {
        expect("1 a 0x1f 3.14 %", "('%d %s %#x %.2f %%'):format(1.9, 'a', 31, 3.14159)");
        expect("    5|5    |00005", "('%5d|%-5d|%05d'):format(5, 5, 5)");
        expect("-9223372036854775808", "('%d'):format(2^63)");
        expect("18446744073709551615", "('%u'):format(-1)");
        expect("inf -inf 1e+100", "('%f %g %g'):format(1/0, -1/0, 1e100)");
        expect("\"a\\\nb\\\"\\\\\\000\\r\"", "('%q'):format('a\\nb\"\\\\\\0\\r')");
        expect("  ab", "('%4.2s'):format('abc')");
        expect("a", "('%s'):format('a\\0b')");
        expect("  ", "('%3c'):format(0)");
        expectError("bad argument #1 to 'format' (no value)", "('%d'):format()");
        expectError("bad argument #1 to 'format' (number expected, got string)", "('%d'):format('x')");
        expectError("invalid option '%y' to 'format'", "('%y'):format(1)");
        expectError("invalid option '%' to 'format'", "('%'):format(1)");
        expectError("invalid format (repeated flags)", "('%------d'):format(1)");
        expectError("invalid format (width or precision too long)", "('%123d'):format(1)");
    }

    @Test
    void hugeResultsAreRefusedBeforeTheyAreMade() {
        expect("not enough memory", "select(2, pcall(string.rep, 'x', 2 ^ 31 - 1))");
        expect("not enough memory", "select(2, pcall(string.rep, ('x'):rep(1000), 2 ^ 30))");
        expect("not enough memory", "select(2, pcall(string.gsub, ('x'):rep(100000), 'x', ('y'):rep(100000)))");
    }

    @Test
    void endlessMatchesCanBeInterrupted() {
        state.setInterrupt(_ -> {
            throw LuaError.located("interrupted");
        });
        expectError("interrupted", "('a'):rep(30):find(('a*'):rep(30) .. 'b')");
    }

    @Test
    void endlessRecursionThroughCallbacksEnds() {
        String overflow = "local function f(s) return (s:gsub('.', f)) end return pcall(f, 'x')";
        assertEquals(true, run(overflow).startsWith("false, "));
        assertEquals(true, run(overflow).contains("stack overflow"));
    }
}
