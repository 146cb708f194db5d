package io.glassbox.server.scripting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.quality.testkit.Reply;
import io.glassbox.quality.testkit.RespClient;
import io.glassbox.server.Glassbox;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The debugger as {@code redis-cli --ldb-sync-mode} speaks to it; what it says is what redis-server 7.0.15 said to the same. */
final class ScriptDebuggerTest {
    private static final String SCRIPT = """
            local a = 1
            local b = 'two'
            local t = {1, 2, x = {y = true}}
            local function add(n)
              local m = n + 1
              return m
            end
            a = add(a)
            redis.call('set', KEYS[1], a)
            redis.debug('note', a, {1,2}, nil)
            for i = 1, 3 do
              a = a + i
            end
            local r = redis.pcall('nosuch')
            redis.breakpoint()
            local z = redis.call('lrange', 'nolist', 0, -1)
            return {a, b}""";

    private Glassbox server;
    private RespClient client;

    @BeforeEach
    void start() {
        server = Glassbox.start();
        client = RespClient.connect(server.port());
        assertEquals(Reply.ok(), client.command("SCRIPT", "DEBUG", "SYNC"));
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private void begin(String script) {
        expect(
                say("EVAL", script, "1", "k", "arg"),
                "* Stopped at 1, stop reason = step over",
                "-> 1   " + script.lines().findFirst().orElse(""));
    }

    private List<String> say(String... words) {
        return lines(client.command(words));
    }

    private static List<String> lines(Reply reply) {
        return reply.elements().stream().map(Reply::text).toList();
    }

    private static void expect(List<String> said, String... lines) {
        assertEquals(List.of(lines), said);
    }

    @Test
    void stepsGoFromLineToLineAndIntoFunctions() {
        begin(SCRIPT);
        expect(say("step"), "* Stopped at 2, stop reason = step over", "-> 2   local b = 'two'");
        expect(say("s"), "* Stopped at 3, stop reason = step over", "-> 3   local t = {1, 2, x = {y = true}}");
        expect(say("next"), "* Stopped at 7, stop reason = step over", "-> 7   end");
        expect(say("n"), "* Stopped at 8, stop reason = step over", "-> 8   a = add(a)");
        expect(say("s"), "* Stopped at 5, stop reason = step over", "-> 5     local m = n + 1");
        expect(say("s"), "* Stopped at 6, stop reason = step over", "-> 6     return m");
        expect(say("t"), "In add:", "-> 6     return m", "From top level:", "   8   a = add(a)");
        expect(say("p"), "<value> n = 1", "<value> m = 2");
        expect(say("p", "m"), "<value> 2");
        expect(say("p", "a"), "<value> 1");
        expect(say("s"), "* Stopped at 9, stop reason = step over", "-> 9   redis.call('set', KEYS[1], a)");
        expect(
                say("s"),
                "<redis> set k 2",
                "<reply> \"+OK\"",
                "* Stopped at 10, stop reason = step over",
                "-> 10  redis.debug('note', a, {1,2}, nil)");
        expect(
                say("s"),
                "<debug> line 10: \"note\", 2, {1; 2}, nil",
                "* Stopped at 11, stop reason = step over",
                "-> 11  for i = 1, 3 do");
        expect(say("s"), "* Stopped at 12, stop reason = step over", "-> 12    a = a + i");
        expect(say("s"), "* Stopped at 11, stop reason = step over", "-> 11  for i = 1, 3 do");
        expect(
                say("continue"),
                "* Stopped at 16, stop reason = redis.breakpoint() called",
                "-> 16  local z = redis.call('lrange', 'nolist', 0, -1)");
        expect(say("c"), "<endsession>");
        assertEquals("two", client.read().elements().get(1).text());
        assertEquals("", client.readToEnd());
    }

    @Test
    void breakpointsStopAtEachTurnOfALoop() {
        begin(SCRIPT);
        expect(say("b"), "No breakpoints set. Use 'b <line>' to add one.");
        expect(
                say("break", "9", "12"),
                "   8   a = add(a)",
                "  #9   redis.call('set', KEYS[1], a)",
                "   10  redis.debug('note', a, {1,2}, nil)",
                "   11  for i = 1, 3 do",
                "  #12    a = a + i",
                "   13  end");
        expect(say("b"), "2 breakpoints set:", "  #9   redis.call('set', KEYS[1], a)", "  #12    a = a + i");
        expect(say("c"), "* Stopped at 9, stop reason = break point", "->#9   redis.call('set', KEYS[1], a)");
        expect(say("p", "KEYS"), "<value> {\"k\"}");
        expect(say("print", "ARGV"), "<value> {\"arg\"}");
        expect(say("p", "nosuch"), "No such variable.");
        List<String> all = say("p");
        expect(
                all.subList(0, 3),
                "<value> a = 2",
                "<value> b = \"two\"",
                "<value> t = {[1]=1; [2]=2; [\"x\"]={[\"y\"]=true}}");
        assertTrue(all.get(3).startsWith("<value> add = \"function@0x"), all.get(3));
        expect(say("trace"), "In top level:", "->#9   redis.call('set', KEYS[1], a)");
        expect(
                say("c"),
                "<debug> line 10: \"note\", 2, {1; 2}, nil",
                "* Stopped at 12, stop reason = break point",
                "->#12    a = a + i");
        expect(say("c"), "* Stopped at 12, stop reason = break point", "->#12    a = a + i");
        expect(say("b", "-12"), "Breakpoint removed.");
        expect(say("b", "-5"), "No breakpoint in the specified line.");
        expect(say("b", "99"), "Wrong line number.");
        expect(say("b", "x"), "Invalid argument:'x'");
        expect(say("b", "0"), "All breakpoints removed.");
    }

    @Test
    void theClientLooksAroundAndTriesThingsOut() {
        begin("local x = 1\nlocal y = 'q'\nreturn {1, x}");
        expect(say("l"), "-> 1   local x = 1", "   2   local y = 'q'", "   3   return {1, x}");
        expect(say("list", "3", "1"), "   2   local y = 'q'", "   3   return {1, x}");
        expect(say("p"), "No local variables in the current context.");
        expect(say("e", "return", "1+1"), "<retval> 2");
        expect(say("eval", "{1,2,{3}}"), "<retval> {1; 2; {3}}");
        expect(say("e", "redis.call('ping')"), "<retval> {[\"ok\"]=\"PONG\"}");
        expect(say("e", "error('x')"), "<error> ldb_eval:1: x");
        expect(
                say("e", "return", "x"),
                "<error> ldb_eval:1: Script attempted to access nonexistent global variable 'x'");
        expect(say("e"), "<retval> nil");
        expect(say("redis", "set", "k", "v"), "<redis> set k v", "<reply> \"+OK\"");
        expect(say("r", "get", "k"), "<redis> get k", "<reply> \"v\"");
        expect(say("r", "nosuch"), "<redis> nosuch", "<error> Unknown Redis command called from script");
        expect(say("r"), "<error> Unknown Redis Lua debugger command or wrong number of arguments.");
        expect(say("m", "20"), "<value> replies are truncated at 60 bytes.");
        expect(say("maxlen", "0"), "<value> replies are unlimited.");
        expect(say("c"), "<endsession>");
        client.read();
        assertEquals("", client.readToEnd());
    }

    @Test
    void whatIsAbortedKeepsWhatItHasWritten() {
        begin(SCRIPT);
        say("r", "set", "k", "kept");
        expect(say("abort"), "<endsession>");
        assertEquals(
                "ERR script aborted for user request script: 86c1763a471f1a8058b6cd48b6ccea12619cf1fc, on @user_script:1.",
                client.read().text());
        assertEquals("", client.readToEnd());
        try (RespClient other = RespClient.connect(server.port())) {
            assertEquals(new Reply.Bulk("kept"), other.command("GET", "k"));
        }
    }

    @Test
    void aTextThatIsNoProgramEndsTheSession() {
        expect(say("EVAL", "return (", "0"), "<endsession>");
        assertEquals(
                "ERR Error compiling script (new function): user_script:1: unexpected symbol near '<eof>'",
                client.read().text());
        assertEquals("", client.readToEnd());
    }
}
