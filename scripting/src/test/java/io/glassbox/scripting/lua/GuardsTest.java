package io.glassbox.scripting.lua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.scripting.lua.compile.HotCodeCompiler;
import io.glassbox.scripting.lua.interpret.Compiler;
import io.glassbox.scripting.lua.value.LuaError;
import io.glassbox.scripting.lua.value.LuaFunction;
import io.glassbox.scripting.lua.value.LuaState;
import io.glassbox.scripting.lua.value.LuaString;
import io.glassbox.scripting.lua.value.LuaText;
import io.glassbox.scripting.lua.value.Results;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What keeps programs from running forever, too deep or too large, whichever way they run. */
final class GuardsTest {
    private static final long DEEP_STACK = 256L << 20;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void endlessRecursionIsAnErrorOfTheProgram(boolean compiled) throws Exception {
        assertEquals("false test:1: stack overflow", run(compiled, """
                local function f() return 1 + f() end return pcall(f)"""));
        assertEquals("false C stack overflow", run(compiled, """
                local function f() local ok, e = pcall(f) if not ok then error(e, 0) end end return pcall(f)"""));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFunctionThatPassesOnEverMoreArgumentsIsToo(boolean compiled) throws Exception {
        assertEquals("false test:1: stack overflow", run(compiled, """
                local function f(...) return f(1, ...) end return pcall(f)"""));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void endlessRecursionThroughMetamethodsIsToo(boolean compiled) throws Exception {
        for (String program : new String[] {
            "m.__index = function(t, k) return t[k] end return pcall(function() return o.x end)",
            "m.__newindex = function(t, k, v) t[k] = v end return pcall(function() o.x = 1 end)",
            "m.__add = function(a, b) return a + b end return pcall(function() return o + 1 end)",
            "m.__concat = function(a, b) return a .. b end return pcall(function() return o .. 'x' end)",
            "m.__lt = function(a, b) return a < b end return pcall(function() return o < o end)"
        }) {
            String result = run(compiled, "local m = {} local o = setmetatable({}, m) " + program);
            assertEquals("false test:1: C stack overflow", result);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tailCallsTakeNoDepth(boolean compiled) throws Exception {
        assertEquals("done", run(compiled, """
                local function f(n) if n == 0 then return 'done' end return f(n - 1) end return f(50000)"""));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTextThatDoublesForeverEndsInLackOfMemory(boolean compiled) throws Exception {
        assertEquals("false not enough memory", run(compiled, """
                local s = 'x' return pcall(function() while true do s = s .. s end end)"""));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theHookEndsALoopThatCatchesAllErrors(boolean compiled) throws Exception {
        AtomicInteger asked = new AtomicInteger();
        LuaState state = state(compiled);
        state.setInterrupt(interrupted -> {
            if (asked.incrementAndGet() > 3) {
                throw LuaError.fatal("killed");
            }
        });
        LuaFunction loop = load(state, "while true do pcall(function() while true do end end) end");
        LuaError error = assertThrows(LuaError.class, () -> state.protectedCall(loop));
        assertEquals("killed", error.getMessage());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatTheHookRaisesIsBlamedOnTheLineThatRan(boolean compiled) {
        for (String program : new String[] {
            "local x\nwhile true do end",
            "local x\nwhile true do\n x = 1\nend",
            "repeat\nuntil false",
            "local x\nfor i = 1, 1e18 do end",
            "local x\nfor x in function() return 1 end do end",
            "local function f()\n while true do end end\nf()",
            "local function f(n)\n return f(n) end\nf(1)"
        }) {
            LuaState state = state(compiled);
            state.setInterrupt(interrupted -> {
                throw LuaError.fatal("killed");
            });
            LuaFunction loop = load(state, program);
            LuaError error = assertThrows(LuaError.class, () -> state.protectedCall(loop));
            assertNotNull(error.raisedAt(), program);
            assertEquals(2, error.raisedAt().line(), program);
            assertEquals("killed", error.getMessage(), program);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theHookAndNativeCallsRunOnTheOwnersThreadAlsoFromCoroutines(boolean compiled) {
        LuaState state = state(compiled);
        AtomicReference<Thread> hook = new AtomicReference<>();
        AtomicReference<Thread> caller = new AtomicReference<>();
        state.setInterrupt(interrupted -> hook.set(Thread.currentThread()));
        state.globals()
                .set(
                        LuaString.of("ask"),
                        LuaFunction.of(
                                "ask",
                                (asking, _) -> asking.onOwner(() -> {
                                    caller.set(Thread.currentThread());
                                    return LuaString.of("answer");
                                })));
        LuaFunction program = load(state, """
                local co = coroutine.wrap(function()
                  local inner = coroutine.wrap(function() for i = 1, 5000 do end return ask() end)
                  return inner()
                end)
                return co()""");
        assertEquals("answer", text(state.protectedCall(program)));
        assertEquals(Thread.currentThread(), hook.get());
        assertEquals(Thread.currentThread(), caller.get());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void unfinishedCoroutinesEndWithTheState(boolean compiled) {
        LuaState state = state(compiled);
        LuaFunction program = load(state, """
                co = coroutine.create(function() pcall(coroutine.yield) while true do coroutine.yield() end end)
                coroutine.resume(co)
                return coroutine.status(co)""");
        assertEquals("suspended", text(state.protectedCall(program)));
        state.close();
        assertEquals("dead", text(state.protectedCall(load(state, "return coroutine.status(co)"))));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void binaryProgramsAreNoPrograms(boolean compiled) throws Exception {
        assertEquals(
                "nil [string \"\u001bLua\"]:1: unexpected symbol near 'char(27)'",
                run(compiled, "return loadstring('\\27Lua')"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aReadonlyTableStaysAsItIs(boolean compiled) throws Exception {
        LuaState state = state(compiled);
        state.globals().setReadonly(true);
        assertEquals(
                "false test:1: Attempt to modify a readonly table",
                text(state.protectedCall(load(state, "return pcall(function() x = 1 end)"))));
        assertEquals(
                "false Attempt to modify a readonly table",
                text(state.protectedCall(load(state, "return pcall(rawset, _G, 'x', 1)"))));
        assertNull(state.globals().get(LuaString.of("x")));
    }

    private static LuaState state(boolean compiled) {
        return Lua.newState(compiled ? HotCodeCompiler.eager() : Compiler.NONE);
    }

    private static LuaFunction load(LuaState state, String program) {
        return Lua.load(state, LuaString.of(program).toByteArray(), LuaString.of("@test"));
    }

    private static String run(boolean compiled, String program) throws InterruptedException {
        AtomicReference<String> result = new AtomicReference<>("");
        Thread deep = new Thread(
                null,
                () -> {
                    LuaState state = state(compiled);
                    result.set(text(state.protectedCall(load(state, program))));
                },
                "lua",
                DEEP_STACK);
        deep.start();
        deep.join();
        return result.get();
    }

    private static String text(LuaState.Outcome outcome) {
        LuaError error = outcome.error();
        if (error != null) {
            return "error: " + error.getMessage();
        }
        StringBuilder all = new StringBuilder();
        for (Object value : Results.all(outcome.result())) {
            all.append(all.isEmpty() ? "" : " ").append(LuaText.of(value));
        }
        assertTrue(all.length() < 1000, "a short result");
        return all.toString();
    }
}
