package io.glassbox.scripting.lua.library;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.quality.testkit.Randomized;
import io.glassbox.quality.testkit.RedisServer;
import io.glassbox.quality.testkit.Reply;
import io.glassbox.quality.testkit.RespClient;
import io.glassbox.scripting.lua.Lua;
import io.glassbox.scripting.lua.value.LuaFunction;
import io.glassbox.scripting.lua.value.LuaState;
import io.glassbox.scripting.lua.value.LuaString;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random calls of all libraries return, raise and change the same here as in redis-server, bit for bit. */
final class LibraryDifferentialTest {
    private static final int SCRIPTS = 20;
    private static final int CALLS_PER_SCRIPT = 150;
    private static final LuaString CHUNK = LuaString.of("@user_script");

    /** Shows strings in hexadecimal, numbers with all digits, and tables in the order of pairs. */
    private static final String FRAME = """
            local function hex(s) return (string.gsub(s, '.', function(c) return string.format('%02x', string.byte(c)) end)) end
            local function show(v, depth)
              local t = type(v)
              if t == 'number' then return v ~= v and 'nan' or string.format('%.17g', v) end
              if t == 'string' then return 's' .. hex(v) end
              if t ~= 'table' then return t == 'boolean' and tostring(v) or t end
              if depth > 20 then return 'deep' end
              local fields = {}
              for k, x in pairs(v) do fields[#fields + 1] = show(k, depth + 1) .. '=' .. show(x, depth + 1) end
              return '{' .. table.concat(fields, ' ') .. '}'
            end
            local lines = {}
            local function try(f)
              local function collect(...)
                local shown = {}
                for i = 1, select('#', ...) do shown[i] = show((select(i, ...)), 0) end
                lines[#lines + 1] = table.concat(shown, ' ')
              end
              collect(pcall(f))
            end
            """;

    @TempDir
    Path directory;

    @Test
    void randomCallsDoWhatTheyDoInRedis() {
        try (RedisServer redis = RedisServer.start(directory);
                RespClient client = redis.connect()) {
            Randomized.test(random -> {
                CallGenerator generator = new CallGenerator(random);
                for (int i = Randomized.iterations(SCRIPTS); i > 0; i--) {
                    List<String> calls = new ArrayList<>();
                    StringBuilder script = new StringBuilder(FRAME);
                    for (int j = 0; j < CALLS_PER_SCRIPT; j++) {
                        calls.add(generator.call());
                        script.append("try(function() return ")
                                .append(calls.getLast())
                                .append(" end)\n");
                    }
                    script.append("return table.concat(lines, '\\n')");
                    compare(calls, inRedis(client, script.toString()), here(script.toString()));
                }
            });
        }
    }

    private static void compare(List<String> calls, String expected, String actual) {
        String[] wanted = expected.split("\n", -1);
        String[] got = actual.split("\n", -1);
        for (int i = 0; i < Math.min(wanted.length, got.length); i++) {
            assertEquals(wanted[i], got[i], calls.get(Math.min(i, calls.size() - 1)));
        }
        assertEquals(expected, actual);
    }

    private static String inRedis(RespClient client, String script) {
        Reply reply = client.command("EVAL", script, "0");
        return reply instanceof Reply.Bulk bulk ? bulk.text() : reply.toString();
    }

    private static String here(String script) {
        LuaState state = Lua.newState();
        Libraries.install(state, new RandomSequence(), () -> 0);
        LuaFunction function = Lua.load(state, script.getBytes(StandardCharsets.ISO_8859_1), CHUNK);
        LuaState.Outcome outcome = state.protectedCall(function);
        return outcome.error() == null
                ? String.valueOf(outcome.result())
                : outcome.error().getMessage();
    }
}
