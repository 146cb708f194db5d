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
            local function show(v)
              local t = type(v)
              if t == 'string' then return '"' .. v .. '"' end
              if t == 'table' or t == 'function' or t == 'thread' or t == 'userdata' then return t end
              if v ~= v then return 'nan' end
              return tostring(v)
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

    private static String programs(SplittableRandom random, int count) {
        StringBuilder all = new StringBuilder(FRAME);
        for (int i = 0; i < count; i++) {
            all.append("run(" + i + ", [===[\n")
                    .append(new ProgramGenerator(random).program())
                    .append("]===])\n");
        }
        return all.toString();
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
        LuaState.Outcome outcome = state.protectedCall(function);
        if (outcome.error() != null) {
            output.append("failed: ").append(outcome.error().getMessage());
        }
        state.close();
    }
}
