package io.glassbox.scripting.lua.library;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.quality.testkit.Randomized;
import io.glassbox.scripting.lua.value.LuaString;
import io.glassbox.scripting.lua.value.LuaTable;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class TableLibraryTest extends LibraryTestCase {
    @Test
    void elementsAreJoined() {
        expect("1, 2.5, x", "table.concat({1, 2.5, 'x'}, ', ')");
        expect("b-c", "table.concat({'a', 'b', 'c', 'd'}, '-', 2, 3)");
        expect("", "table.concat({}, ', ')");
        expect("", "table.concat({'a'}, ', ', 2, 1)");
        expectError("invalid value (nil) at index 2 in table for 'concat'", "table.concat({'a'}, '', 1, 2)");
        expectError("invalid value (boolean) at index 1 in table for 'concat'", "table.concat({true})");
        expectError("bad argument #1 to 'concat' (table expected, got nil)", "table.concat(nil)");
    }

    @Test
    void elementsAreInsertedAndRemoved() {
        assertEquals("{a, x, b}", run("local t = {'a', 'b'} table.insert(t, 2, 'x') return t"));
        assertEquals("{a, x}", run("local t = {'a'} table.insert(t, 'x') return t"));
        assertEquals("a, {b}", run("local t = {'a', 'b'} return table.remove(t, 1), t"));
        assertEquals("b, {a}", run("local t = {'a', 'b'} return table.remove(t), t"));
        expect("0", "select('#', table.remove({}))");
        expect("0", "select('#', table.remove({1}, 5))");
        expectError("wrong number of arguments to 'insert'", "table.insert({})");
        expectError("wrong number of arguments to 'insert'", "table.insert({}, 1, 2, 3)");
        expectError("bad argument #2 to 'insert' (number expected, got string)", "table.insert({}, 'x', 2)");
    }

    @Test
    void readOnlyTablesStayAsTheyAre() {
        LuaTable table = new LuaTable();
        table.set(1, LuaString.of("b"));
        table.set(2, LuaString.of("a"));
        table.setReadonly(true);
        state.globals().set(LuaString.of("frozen"), table);
        String refused = "false, Attempt to modify a readonly table";
        expect(refused, "pcall(table.insert, frozen, 1)");
        expect(refused, "pcall(table.remove, frozen)");
        expect(refused, "pcall(table.sort, frozen)");
        expect("{b, a}", "frozen");
    }

    @Test
    void visitsStopAtTheFirstResult() {
        assertEquals(
                "y", run("return table.foreachi({'x', 'y', 'z'}, function(i, v) if i == 2 then return v end end)"));
        assertEquals(
                "2", run("return table.foreach({a = 1, b = 2}, function(k, v) if k == 'b' then return v end end)"));
        expect("0", "select('#', table.foreach({1}, function() end))");
        expect("3, 7.5", "table.getn({1, 2, 3}), table.maxn({[7.5] = 1, x = 2})");
        expectError("'setn' is obsolete", "table.setn({}, 1)");
    }

    @Test
    void sortingPutsInOrder() {
        expect("{1, 2, 3}", "(function(t) table.sort(t) return t end)({3, 1, 2})");
        expect(
                "{c, b, a}",
                "(function(t) table.sort(t, function(x, y) return x > y end) return t end)({'b', 'a', 'c'})");
        expectError("bad argument #2 to 'sort' (function expected, got number)", "table.sort({}, 1)");
        expect("false, attempt to compare string with number", "pcall(table.sort, {1, 'a'})");
        expect(
                "false, invalid order function for sorting",
                "pcall(table.sort, {1, 2, 3, 4, 5}, function() return true end)");
    }

    @Test
    void sortingAgreesWithJava() {
        Randomized.test(random -> {
            for (int round = 0; round < 50; round++) {
                StringBuilder numbers = new StringBuilder();
                double[] expected = new double[random.nextInt(200)];
                for (int i = 0; i < expected.length; i++) {
                    expected[i] = random.nextInt(100);
                    numbers.append((int) expected[i]).append(',');
                }
                Arrays.sort(expected);
                StringBuilder joined = new StringBuilder();
                for (double number : expected) {
                    joined.append(joined.isEmpty() ? "" : ",").append((int) number);
                }
                String sorted = run("local t = {" + numbers + "} table.sort(t) return table.concat(t, ',')");
                assertEquals(joined.toString(), sorted);
            }
        });
    }

    @Test
    void endlessRecursionThroughCallbacksEnds() {
        String bySort = "local function f() table.sort({1, 2}, f) end return pcall(f)";
        assertEquals(true, run(bySort).contains("stack overflow"));
        String byVisit = "local function f() table.foreach({1}, f) end return pcall(f)";
        assertEquals(true, run(byVisit).contains("stack overflow"));
    }
}
