package io.glassbox.server.scripting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.quality.testkit.RespClient;
import io.glassbox.server.SideBySide;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Scripts are answered byte for byte as redis-server 7.0 answers them. */
final class SameAnswersTest {
    @TempDir
    private Path directory;

    @RegisterExtension
    final SideBySide servers = new SideBySide(() -> directory);

    @Test
    void valuesBecomeReplies() {
        same(
                "return 1.9",
                "return -0.5",
                "return 1e300",
                "return 'text'",
                "return true",
                "return false",
                "return nil",
                "return",
                "",
                "return {1, 2, {3, 'four', {}}, false, true, nil, 5}",
                "return {ok = 'FINE\\r\\nNO'}",
                "return {err = 'MY problem\\nhere'}",
                "return {1, {err = 'MY problem'}, {ok = 'x'}}",
                "return {double = 3.5}",
                "return {big_number = '123\\n4'}",
                "return {verbatim_string = {format = 'txt', string = 'abc'}}",
                "return {map = {a = 1}}",
                "return {set = {a = true}}",
                "return function() end",
                "return redis.status_reply('GOOD')",
                "return redis.status_reply(1)",
                "return redis.error_reply('My Err')",
                "return redis.error_reply('-MY Err')",
                "return redis.error_reply('single')",
                "return redis.error_reply('')");
    }

    @Test
    void repliesBecomeValues() {
        same(
                "return redis.call('set', 'k', 'v')",
                "return redis.call('get', 'k')",
                "return redis.call('get', 'none') == false",
                "return redis.call('incr', 'n')",
                "return type(redis.call('incr', 'n'))",
                "return redis.call('lrange', 'none', 0, -1)",
                "return redis.call('set', 'k', 'v').ok",
                "redis.call('hset', 'h', 'f', 'v') return redis.call('hgetall', 'h')",
                "redis.setresp(3) return redis.call('hgetall', 'h')",
                "redis.setresp(3) return redis.call('hgetall', 'h').map.f",
                "redis.setresp(3) redis.call('zadd', 'z', 1.5, 'm') return redis.call('zscore', 'z', 'm').double",
                "redis.setresp(3) redis.call('sadd', 's', 'm') return redis.call('smembers', 's').set.m",
                "redis.setresp(3) return redis.call('get', 'none') == nil",
                "redis.setresp(3) return true",
                "return redis.call('mget', 'k', 'none', 'k')",
                "return redis.pcall('incr', 'k').err",
                "return redis.call('set', 'k', 3.0)",
                "return redis.call('get', 'k')",
                "redis.call('set', 'k', 0.1) return redis.call('get', 'k')",
                "redis.call('set', 'k', 12345678901234567) return redis.call('get', 'k')",
                "redis.call('set', 'k', 1e20) return redis.call('get', 'k')",
                "redis.call('set', 'k', -0.0) return redis.call('get', 'k')",
                "redis.call('set', 'k', 1/0) return redis.call('get', 'k')",
                "redis.call('set', 'k', string.rep('x', 100000)) return #redis.call('get', 'k')",
                "for i = 1, 5000 do redis.call('rpush', 'long', i) end return #redis.call('lrange', 'long', 0, -1)");
    }

    @Test
    void errorsNameTheScriptAndTheLine() {
        same(
                "error('words')",
                "error('words', 0)",
                "error({err = 'MY words'})",
                "error()",
                "\n\nerror('third line')",
                "return redis.call('nosuch')",
                "return redis.call('get')",
                "return redis.call('config')",
                "return redis.call('config', 'nosuch')",
                "return redis.call()",
                "return redis.call({})",
                "return redis.call('set', 'k', true)",
                "redis.call('set', 'k', 'v') local function f()\nredis.call('lpush', 'k', 1)\nend\nf()",
                "return pcall(redis.call, 'lpush', 'k', 1)",
                "return {pcall(redis.call, 'lpush', 'k', 1)}",
                "return select(2, pcall(redis.call, 'lpush', 'k', 1))",
                "return redis.call('eval', 'return 1', 0)",
                "return redis.call('multi')",
                "return redis.call('subscribe', 'c')",
                "return foo(",
                "return nil .. 'x'",
                "return ('x'):nosuch()",
                "return x",
                "x = 1",
                "redis.setresp(4)",
                "redis.setresp()",
                "redis.set_repl(9)",
                "redis.log(1)",
                "redis.log('x', 'y')",
                "redis.log(9, 'y')",
                "redis.sha1hex()",
                "#!lua\nreturn redis.call('get')",
                "#!lua",
                "#!lua flags=no-writes\nreturn redis.call('set', 'k', 1)",
                "#!lua flags=bad\nreturn 1",
                "#!lua name=x\nreturn 1",
                "#!other\nreturn 1");
    }

    @Test
    void errorsBlameTheCallerThatTheirLevelNames() {
        same(
                "error('t', 2)",
                "local function f() error('t', 2) end\nlocal function g()\nf()\nend\ng()",
                "local function f() error('t', 3) end\nlocal function g()\nf()\nend\ng()",
                "local function f() error('t', 3) end\nlocal function g()\nreturn f()\nend\nlocal x = g()",
                "return {pcall(error, 't', 1)}",
                "\nreturn {pcall(error, 't', 2)}",
                "return {\npcall(error, 5, 2)}",
                "local function g(...)\nreturn (select(2, pcall(...)))\nend\nlocal x = g(error, 't', 2)\nreturn x",
                "local function f(n)\nif n > 0 then return f(n - 1) end\nreturn pcall(error, 't', 2)\nend\nreturn {f(300)}",
                "local r for i = 1, 3000 do\nr = {pcall(error, 't', 2)}\nend return r",
                "local function f() error('t', 2) end\nreturn {pcall(f)}",
                "local function f() error('t', 3) end\nreturn {pcall(f)}",
                "return {pcall(pcall, error, 't', 2)}",
                "return {pcall(function() return error('t', 3) end)}",
                "return {xpcall(function() error('t', 2) end, function(m) return m end)}",
                "local a, b =\nxpcall(function() error('t', 3) end, function(m) return m .. '!' end)\nreturn b",
                "return {xpcall(function() error('t', 3) end, function(m) error(m, 2) end)}",
                "return {coroutine.resume(coroutine.create(error), 't', 2)}",
                "return {coroutine.resume(coroutine.create(pcall), error, 't', 2)}",
                "return {coroutine.wrap(function()\nreturn pcall(error, 't', 2) end)()}");
    }

    @Test
    void errorsOfFunctionsThatAreCalledBackBlameTheCallerThatTheirLevelNames() {
        same(
                "table.sort({3, 2, 1}, function(a, b) error('t', 2) end)",
                "table.sort({3, 2, 1},\nfunction(a, b)\nerror('t', 3) end)",
                "return {pcall(table.sort, {3, 2, 1}, function(a, b) error('t', 3) end)}",
                "return {string.gsub('abc', 'b', pcall)}",
                "string.gsub('abc', 'b', error)",
                "string.gsub('abc', 'b', string.rep)",
                "string.gsub('abc', 'b', redis.call)",
                "return string.gsub('abc', 'b', function(a) error(a, 3) end)",
                "local x = table.foreach({1}, function()\nerror('t', 2) end)",
                "local t = setmetatable({}, {__index = function() error('t', 2) end})\nlocal x = t.x",
                "local t = setmetatable({}, {__index = function() error('t', 3) end})\nlocal function f()\nreturn t.x\nend\n"
                        + "local x = f()",
                "local t = setmetatable({}, {__index = error})\nlocal x = t.x",
                "local t = setmetatable({}, {__index = function(t, k)\nreturn select(2, pcall(error, k, 2)) end})\nreturn t.x",
                "local t = setmetatable({}, {__newindex = function() error('t', 2) end})\nt.x = 1",
                "local t = setmetatable({}, {__add = function() error('t', 2) end})\nlocal x = t + 1",
                "local t = setmetatable({}, {__concat = error})\nlocal v = 'x' .. t",
                "local t = setmetatable({}, {__call = function() error('t', 3) end})\nreturn {pcall(t)}",
                "local t = setmetatable({}, {__tostring = function() error('t', 2) end})\nlocal v = tostring(t)",
                "for i in function() error('t', 2) end do end",
                "for i in\nerror, 't', 1 do end",
                "for i\nin\n\nnil do end",
                "for i in string.rep do end",
                "return {pcall(function() return load(function() return {} end) end)}",
                "return {pcall(function()\nlocal a, b = load(function() error('t', 2) end)\nreturn b end)}",
                "return {pcall(function()\nlocal a, b = load(function() error('t', 3) end)\nreturn b end)}");
    }

    @Test
    void commandsOfScriptsAndFunctionsAnswerTheSame() {
        String library = """
                #!lua name=mylib
                redis.register_function('f', function(keys, args) return {keys[1], args[1], #keys, #args} end)
                """;
        same(List.of(
                List.of("EVAL", "return {KEYS[1], ARGV[1], ARGV[2]}", "1", "k", "a", "b"),
                List.of("EVAL", "return 1", "abc"),
                List.of("EVAL", "return 1", "3"),
                List.of("EVAL", "return 1", "-1"),
                List.of("EVALSHA", "abc", "0"),
                List.of("EVALSHA", "e0e1f9fabfc9d4800c877a703b823ac0578ff8db", "0"),
                List.of("SCRIPT", "LOAD", "return 1"),
                List.of("EVALSHA", "E0E1F9FABFC9D4800C877A703B823AC0578FF8DB", "0"),
                List.of("SCRIPT", "EXISTS", "e0e1f9fabfc9d4800c877a703b823ac0578ff8db", "x"),
                List.of("SCRIPT", "FLUSH", "now"),
                List.of("SCRIPT", "FLUSH", "ASYNC"),
                List.of("EVALSHA_RO", "e0e1f9fabfc9d4800c877a703b823ac0578ff8db", "0"),
                List.of("EVAL_RO", "return redis.call('set', 'k', 1)", "0"),
                List.of("EVAL_RO", "return redis.call('publish', 'c', 1)", "0"),
                List.of("SCRIPT", "KILL"),
                List.of("FUNCTION", "KILL"),
                List.of("SCRIPT", "NOSUCH"),
                List.of("FUNCTION", "STATS"),
                List.of("FUNCTION", "LOAD", library),
                List.of("FUNCTION", "LOAD", library),
                List.of("FUNCTION", "LOAD", "REPLACE", library),
                List.of("FUNCTION", "LOAD", "NOSUCH", library),
                List.of("FUNCTION", "LOAD", library.replace("mylib", "other")),
                List.of("FUNCTION", "LOAD", "return 1"),
                List.of("FUNCTION", "LOAD", "#!lua name=a b=c\n"),
                List.of("FUNCTION", "LOAD", "#!lua\n"),
                List.of("FUNCTION", "LOAD", "#!lua name=a-b\n"),
                List.of("FUNCTION", "LOAD", "#!lua name=a name=b\n"),
                List.of("FUNCTION", "LOAD", "#!other name=a\n"),
                List.of("FUNCTION", "LOAD", "#!lua name=a\nerror('words')"),
                List.of("FUNCTION", "LOAD", "#!lua name=a\nredis.call('ping')"),
                List.of("FUNCTION", "LOAD", "#!lua name=a\nlocal p = pairs"),
                List.of("FUNCTION", "LOAD", "#!lua name=a\nlocal x = 1"),
                List.of("FUNCTION", "LOAD", "#!lua name=a\nnonsense ("),
                List.of("FUNCTION", "LIST"),
                List.of("FUNCTION", "LIST", "LIBRARYNAME", "MY*", "WITHCODE"),
                List.of("FUNCTION", "LIST", "LIBRARYNAME", "x*"),
                List.of("FUNCTION", "LIST", "LIBRARYNAME"),
                List.of("FUNCTION", "LIST", "NOSUCH"),
                List.of("FCALL", "f", "1", "k", "a", "b"),
                List.of("FCALL", "F", "0"),
                List.of("FCALL", "nosuch", "0"),
                List.of("FCALL", "f", "x"),
                List.of("FCALL", "f", "5"),
                List.of("FCALL_RO", "f", "0"),
                List.of("FUNCTION", "STATS"),
                List.of("FUNCTION", "DELETE", "nosuch"),
                List.of("FUNCTION", "DELETE", "mylib"),
                List.of("FUNCTION", "FLUSH", "now"),
                List.of("FUNCTION", "FLUSH", "SYNC"),
                List.of("FUNCTION", "RESTORE", "nonsense"),
                List.of("COMMAND", "GETKEYS", "EVAL", "x", "2", "a", "b", "c"),
                List.of("COMMAND", "GETKEYS", "EVAL", "x", "0"),
                List.of("COMMAND", "GETKEYS", "FCALL", "f", "1", "a", "b")));
    }

    @Test
    void theDoctorSaysTheSameOfManyScripts() {
        servers.same("SET", "key", "x".repeat(6 << 20));
        loadScripts(0, 1000);
        assertEquals("", ofScripts(servers.theirs()));
        assertEquals("", ofScripts(servers.ours()));
        loadScripts(1000, 1001);
        assertTrue(ofScripts(servers.theirs()).startsWith(" * Many scripts: "));
        assertEquals(ofScripts(servers.theirs()), ofScripts(servers.ours()));
    }

    private void loadScripts(int from, int to) {
        for (int i = from; i < to; i++) {
            servers.same("SCRIPT", "LOAD", "return " + i);
        }
    }

    /** The report from what it says of scripts on; other findings are about other allocators. */
    private static String ofScripts(RespClient client) {
        String report = client.command("MEMORY", "DOCTOR").text();
        int start = report.indexOf(" * Many scripts");
        return start < 0 ? "" : report.substring(start);
    }

    private void same(String... scripts) {
        same(Arrays.stream(scripts).map(script -> List.of("EVAL", script, "0")).toList());
    }

    private void same(List<List<String>> commands) {
        commands.forEach(command -> servers.same(command.toArray(String[]::new)));
        servers.theirs().hello3();
        servers.ours().hello3();
        commands.forEach(command -> servers.same(command.toArray(String[]::new)));
    }
}
