package io.glassbox.server.scripting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.quality.testkit.Reply;
import io.glassbox.quality.testkit.RespClient;
import io.glassbox.server.Glassbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ways out of the sandbox that were found in Redis over the years, and what takes memory or the stack without end. */
final class SandboxTest {
    private static final String TOO_DEEP = "-ERR reached lua stack limit\r\n";

    private Glassbox server;
    private RespClient client;

    @BeforeEach
    void start() {
        server = Glassbox.builder().set("busy-reply-threshold", "0").start();
        client = RespClient.connect(server.port());
    }

    @AfterEach
    void stop() {
        assertEquals(new Reply.Simple("PONG"), client.command("PING"));
        client.close();
        server.close();
    }

    private String eval(String script) {
        return client.command("EVAL", script, "0").toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "print",
                "dofile",
                "loadfile",
                "require",
                "module",
                "package",
                "io",
                "debug",
                "os.execute",
                "os.exit",
                "os.getenv",
                "getfenv",
                "setfenv",
                "newproxy"
            })
    void nothingLeadsOutside(String name) {
        String reply = eval("return type(" + name + ")");
        boolean isMissing = reply.contains("nonexistent global variable") || reply.contains("nil");
        assertTrue(isMissing, reply);
    }

    /** CVE-2022-24736 and CVE-2022-24735: a script changes what others see. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "_G.x = 1",
                "rawset(_G, 'x', 1)",
                "string.len = nil",
                "redis.call = nil",
                "server.call = nil",
                "cjson.encode = nil",
                "math.random = nil",
                "getmetatable('').__index = nil",
                "getmetatable('').__add = function() return 1 end",
                "setmetatable(_G, {})",
                "getmetatable(_G).__index = nil",
                "setmetatable(string, {__index = function() return 1 end})",
                "table.insert(string, 1)",
                "rawset(getmetatable(_G), '__index', nil)",
                "local m = getmetatable(_G); m.__newindex = function() end",
                "coroutine.wrap(function() x = 1 end)()",
                "loadstring('x = 1')()",
                "for k, v in pairs(_G) do if type(v) == 'table' then v.evil = 1 end end",
            })
    void nothingCanBeChanged(String script) {
        String reply = eval(script);
        assertTrue(reply.contains("Failure"), reply);
        assertEquals("Bulk[text=3]", eval("return tostring(string.len('abc'))"));
        assertTrue(eval("return x").contains("nonexistent global variable 'x'"));
    }

    /** CVE-2015-4335: bytecode that was written by hand. */
    @Test
    void onlyTextsAreLoaded() {
        assertTrue(eval("return loadstring('\\27Lua\\81')").contains("Nil"));
        assertTrue(eval("return loadstring(string.dump(function() end))").contains("Nil"));
    }

    /** CVE-2022-0543 of a distribution, and its kin. */
    @Test
    void noLibraryIsLoaded() {
        assertTrue(eval("return package.loadlib('x', 'y')").contains("nonexistent global variable 'package'"));
    }

    /** An error without a text ended redis-server 7.0.15. */
    @Test
    void anErrorNeedsNoText() {
        assertTrue(eval("error({})").contains("ERR unknown error"));
        assertTrue(eval("error({err = {}})").contains("ERR unknown error"));
        assertTrue(eval("error(setmetatable({}, {__index = function() error({}) end}))")
                .contains("Failure"));
        assertTrue(eval("return setmetatable({}, {__index = function() error('x') end})")
                .contains("Sequence"));
    }

    @Test
    void aTableThatHoldsItselfIsNoReply() {
        assertTrue(client.commandRaw("EVAL", "local t = {}; t[1] = t; return t", "0")
                .endsWith(TOO_DEEP));
        assertTrue(client.commandRaw("EVAL", "local t = {}; t.map = t; return t", "0")
                .contains(TOO_DEEP));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "local function f() return 1 + f() end return f()",
                "local t = setmetatable({}, {}) getmetatable(t).__index = function(a, b) return a[b .. 'x'] end return t.x",
                "return string.rep('x', 1e10)",
                "local s = 'x' while true do s = s .. s end",
                "return string.rep('a', 1e6):rep(1e6)",
                "return table.concat(setmetatable({}, {__index = function() return 'x' end}), '', 1, 1e10)",
                "return unpack({}, 1, 1e8)",
                "return string.format('%99999999d', 1)",
                "return ('x'):rep(5000):find(('.-'):rep(5000) .. 'y')",
                "return cjson.decode(string.rep('[', 100000))",
                "local t = {} for i = 1, 100 do t = {t} end return cjson.encode({[1e9] = t})",
                "return cmsgpack.unpack(string.rep('\\145', 100000))",
                "return struct.unpack('I99999999999', 'x')",
                "return bit.tohex(65535, -2147483648)",
                "return redis.call('set', 'k', unpack({}, 1, 7000))"
            })
    void noneTakesTheServerAlong(String script) {
        assertTrue(eval(script).length() > 0);
    }

    @Test
    void aScriptWithinAScriptIsNone() {
        assertTrue(eval("return redis.call('eval', 'return 1', 0)").contains("not allowed from script"));
        assertTrue(eval("return redis.call('fcall', 'f', 0)").contains("not allowed from script"));
        assertTrue(eval("return redis.call('script', 'flush')").contains("not allowed from script"));
        assertTrue(eval("return redis.call('function', 'flush')").contains("not allowed from script"));
    }

    @Test
    void whatALibraryDoesWhileItIsLoadedEnds() {
        String reply = client.command("FUNCTION", "LOAD", "#!lua name=a\nwhile true do end")
                .toString();
        assertTrue(reply.contains("FUNCTION LOAD timeout"), reply);
    }

    @Test
    void functionsShareNothingButTheirLibrary() {
        client.command("FUNCTION", "LOAD", """
                #!lua name=a
                local count = 0
                redis.register_function('next_a', function() count = count + 1 return count end)
                """);
        String reply = client.command("FUNCTION", "LOAD", """
                #!lua name=b
                redis.register_function('look', function() return type(count) end)
                redis.register_function('change', function() redis.call = nil end)
                redis.register_function('late', function() redis.register_function('x', function() end) end)
                """).toString();
        assertEquals("Bulk[text=b]", reply);
        client.command("FCALL", "next_a", "0");
        assertEquals(new Reply.Whole(2), client.command("FCALL", "next_a", "0"));
        assertTrue(client.command("FCALL", "look", "0").toString().contains("nonexistent global variable 'count'"));
        assertTrue(client.command("FCALL", "change", "0").toString().contains("readonly table"));
        assertTrue(
                client.command("FCALL", "late", "0").toString().contains("attempt to call field 'register_function'"));
    }
}
