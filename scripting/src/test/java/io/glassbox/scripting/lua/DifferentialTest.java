package io.glassbox.scripting.lua;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.quality.testkit.Randomized;
import io.glassbox.quality.testkit.SystemPackages;
import io.glassbox.scripting.lua.compile.HotCodeCompiler;
import io.glassbox.scripting.lua.interpret.Compiler;
import io.glassbox.scripting.lua.value.LuaFunction;
import io.glassbox.scripting.lua.value.LuaState;
import io.glassbox.scripting.lua.value.LuaString;
import io.glassbox.scripting.lua.value.LuaText;
import io.glassbox.scripting.lua.value.Results;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random programs do the same here, interpreted and compiled, as in the Lua 5.1 of Debian: output and errors, byte for byte. */
final class DifferentialTest {
    private static final int PROGRAMS = 150;
    private static final long DEEP_STACK = 256L << 20;

    /** Runs each program by itself and shows values without addresses. */
    private static final String FRAME = """
            -- Strings have no methods here, and addresses differ.
            if debug then debug.setmetatable('', nil) end
            local plain = tostring
            function tostring(v)
              local t = type(v)
              local isReference = t == 'table' or t == 'function' or t == 'thread'
              local m = t == 'table' and getmetatable(v)
              return (isReference and not (type(m) == 'table' and m.__tostring)) and t or plain(v)
            end
            local write = print
            function print(...)
              local line = ''
              for i = 1, select('#', ...) do line = line .. (i > 1 and '\\t' or '') .. tostring((select(i, ...))) end
              write(line)
            end
            local function show(v)
              local t = type(v)
              if t == 'string' then return '"' .. v .. '"' end
              if t == 'table' or t == 'function' or t == 'thread' or t == 'userdata' then return t end
              if v ~= v then return 'nan' end
              return tostring(v)
            end
            function key(v)
              local t = type(v)
              return (t == 'table' or t == 'function' or t == 'thread') and t or v
            end
            function emit(...)
              local line = ''
              for i = 1, select('#', ...) do line = line .. show((select(i, ...))) .. ' ' end
              print(line)
            end
            local function run(number, text)
              G0 = nil G1 = {} G2 = 'global'
              print('program ' .. number)
              local program, message = loadstring(text, '@p')
              if program then emit(pcall(program)) else emit(message) end
            end
            """;

    @TempDir
    Path directory;

    @BeforeAll
    static void installOracle() throws Exception {
        SystemPackages.ensure(List.of(new SystemPackages.Needed("lua5.1", "lua5.1")));
    }

    @Test
    void randomProgramsDoWhatTheyDoInLua() {
        Randomized.test(random -> compare(programs(random, Randomized.iterations(PROGRAMS))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nil or h",
                "false or h.x",
                "'a' and h.x",
                "1 and G",
                "not nil and G",
                "not 1 or G",
                "-1 and G",
                "1 + 1 and G",
                "(nil) or G",
                "(nil or false) or G",
                "(1 and 'a') and G",
                "not not nil or G",
                "nil or f()",
                "1 and ...",
                "1 or G",
                "nil and G",
                "h and G",
                "not h or G",
                "1 == 1 and G",
                "'a'..'b' and G",
                "{} and G",
                "1/0 and G",
                "1%0 and G",
                "0/0 and G",
                "2^3 and G",
                "-'1' and G",
                "-(1) and G"
            })
    void errorsNameWhatIsLeftOfConstants(String operand) throws Exception {
        compareProgram("""
                local h = {}
                local function f(...) return (%s) - 1 end
                emit(pcall(f, nil))
                """.formatted(operand));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"h - f()", "(h) - f()", "((h)) - f()", "(nil or h) - f()", "h == f()", "(h) < f()", "(h) .. f()"
            })
    void variablesAreReadWhenTheyAreNeeded(String expression) throws Exception {
        compareProgram("""
                local h = 1
                local function f() h = 5 return 1 end
                emit(%s, h)
                """.formatted(expression));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "t[5] = 'x'",
                "t[v] = nil",
                "t[3] = v t[false] = nil",
                "t[k] = nil t.y = 1 t.z = 2",
                "t[4] = 1 t[5] = 2 t[6] = 3",
                "t[#t + 1] = v if #t > 9 then break end",
                "t.n = k t.x = nil"
            })
    void traversalsOfTablesThatGrowGoOnBehindTheKeyThatTheyAreAt(String change) throws Exception {
        compareProgram("""
                local t = {1, 2, 3, x = 5, y = 6}
                emit(pcall(function() for k, v in pairs(t) do emit(k, v) %s end end))
                for k, v in pairs(t) do emit(k, v) end
                """.formatted(change));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "local ok, e = pcall(f) if not ok then error(e, 0) end",
                "local ok, e = xpcall(f, function(e) return e end) if not ok then error(e, 0) end",
                "return setmetatable({}, {__index = function() return f() end}).a",
                "return setmetatable({}, {__add = function() return f() end}) + 1",
                "return setmetatable({}, {__concat = function() return f() end}) .. 1",
                "return tostring(setmetatable({}, {__tostring = function() return f() end}))",
                "for _ in f do end"
            })
    void recursionThroughFunctionsInCEndsAtTheSameDepth(String body) throws Exception {
        compareProgram("""
                local n = 0
                local function f() n = n + 1 %s end
                emit(pcall(f))
                emit(n)
                """.formatted(body));
    }

    private static String programs(SplittableRandom random, int count) {
        StringBuilder all = new StringBuilder(FRAME);
        for (int i = 0; i < count; i++) {
            all.append(program(i, new ProgramGenerator(random).program()));
        }
        return all.toString();
    }

    private static String program(int number, String text) {
        return "run(" + number + ", [===[\n" + text + "]===])\n";
    }

    private void compareProgram(String text) throws Exception {
        compare(FRAME + program(0, text));
    }

    private void compare(String programs) throws Exception {
        Path file = directory.resolve("programs.lua");
        Files.writeString(file, programs, StandardCharsets.ISO_8859_1);
        Process lua = new ProcessBuilder("lua5.1", file.toString())
                .redirectErrorStream(true)
                .start();
        String expected = new String(lua.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertEquals(expected, run(programs, Compiler.NONE), "interpreted");
        assertEquals(expected, run(programs, HotCodeCompiler.eager()), "compiled");
    }

    private static String run(String program, Compiler compiler) throws InterruptedException {
        StringBuilder output = new StringBuilder();
        Thread deep = new Thread(null, () -> run(program, compiler, output), "lua", DEEP_STACK);
        deep.start();
        deep.join();
        return output.toString();
    }

    private static void run(String program, Compiler compiler, StringBuilder output) {
        LuaState state = Lua.newState(compiler);
        state.globals().set(LuaString.of("print"), LuaFunction.of("print", (_, args) -> {
            output.append(LuaText.of(args[0])).append('\n');
            return Results.NONE;
        }));
        LuaFunction function =
                Lua.load(state, program.getBytes(StandardCharsets.ISO_8859_1), LuaString.of("@programs"));
        // The program lua has a call in C more around the one that runs a file.
        state.calls().enterNative();
        LuaState.Outcome outcome = state.protectedCall(function);
        if (outcome.error() != null) {
            output.append("failed: ").append(outcome.error().getMessage());
        }
        state.close();
    }
}
