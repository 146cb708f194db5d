package io.glassbox.commands.acl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.commands.CommandTestCase;
import io.glassbox.engine.acl.AccessLog.Entry;
import io.glassbox.engine.acl.AccessLog.Reason;
import io.glassbox.engine.server.Session;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class AclLogTest extends CommandTestCase {
    private Session client;

    @BeforeEach
    void connect() {
        expect(OK, "ACL", "SETUSER", "u", "on", ">p", "+get", "+multi", "+exec", "+publish", "~a*", "&c");
        client = harness.connect();
        harness.run(client, "AUTH", "u", "p");
    }

    /** The newest entries as "reason context object user count". */
    private List<String> entries() {
        return harness.server.accessLog().newest(Long.MAX_VALUE).stream()
                .map(AclLogTest::shown)
                .toList();
    }

    private static String shown(Entry entry) {
        return entry.attempt().reason().label() + " "
                + entry.attempt().context().label() + " " + entry.attempt().object() + " "
                + entry.attempt().user() + " " + entry.count();
    }

    @Test
    void tellsWhatWasRefusedToWhomAndWhere() {
        harness.run(client, "SET", "a", "v");
        harness.run(client, "CONFIG", "GET", "x");
        harness.run(client, "GET", "b");
        harness.run(client, "PUBLISH", "d", "m");
        harness.run(client, "AUTH", "u", "wrong");
        harness.run(client, "HELLO", "3", "AUTH", "nobody", "x");
        harness.run(client, "MULTI");
        harness.run(client, "INCR", "a");
        assertEquals(
                List.of(
                        "command multi incr u 1",
                        "auth toplevel HELLO nobody 1",
                        "auth toplevel AUTH u 1",
                        "channel toplevel d u 1",
                        "key toplevel b u 1",
                        "command toplevel config|get u 1",
                        "command toplevel set u 1"),
                entries());
        String info = harness.run("INFO", "stats");
        assertTrue(info.contains("acl_access_denied_auth:2\r\nacl_access_denied_cmd:3\r\nacl_access_denied_key:1\r\n"
                + "acl_access_denied_channel:1\r\nacl_access_denied_tls_cert:0\r\n"));
    }

    @Test
    void whatExecRefusesIsOfTheTransaction() {
        harness.run(client, "MULTI");
        harness.run(client, "GET", "a");
        expect(OK, "ACL", "SETUSER", "u", "-get");
        harness.run(client, "EXEC");
        assertEquals(List.of("command multi get u 1"), entries());
    }

    @Test
    void showsAllThatItKnows() {
        harness.run(client, "SET", "a", "v");
        harness.clock.advanceMillis(500);
        String reply = harness.run("ACL", "LOG");
        assertTrue(
                reply.startsWith("*1\r\n*20\r\n" + bulk("count") + ":1\r\n" + bulk("reason") + bulk("command")
                        + bulk("context") + bulk("toplevel") + bulk("object") + bulk("set") + bulk("username")
                        + bulk("u")
                        + bulk("age-seconds") + bulk("0.5") + bulk("client-info")),
                reply);
        assertTrue(reply.contains("cmd=set user=u "), reply);
        assertTrue(
                reply.endsWith(bulk("entry-id") + ":0\r\n" + bulk("timestamp-created") + ":1700000000000\r\n"
                        + bulk("timestamp-last-updated") + ":1700000000000\r\n"),
                reply);
    }

    @Test
    void attemptsThatAreAlikeAreOneEntryForAMinute() {
        harness.run(client, "GET", "b");
        harness.run(client, "GET", "d");
        harness.clock.advanceMillis(60_000);
        harness.run(client, "GET", "b");
        assertEquals(List.of("key toplevel b u 2", "key toplevel d u 1"), entries());
        harness.clock.advanceMillis(60_001);
        harness.run(client, "GET", "b");
        assertEquals(List.of("key toplevel b u 1", "key toplevel b u 2", "key toplevel d u 1"), entries());
        assertEquals(
                List.of(2L, 0L, 1L),
                harness.server.accessLog().newest(9).stream().map(Entry::id).toList());
    }

    @Test
    void keepsSoManyAndShowsTen() {
        for (int i = 0; i < 12; i++) {
            harness.run(client, "GET", "key" + i);
        }
        assertTrue(harness.run("ACL", "LOG").startsWith("*10\r\n"));
        assertTrue(harness.run("ACL", "LOG", "2").startsWith("*2\r\n"));
        expect("*0\r\n", "ACL", "LOG", "-1");
        harness.server.accessLog().limit(5);
        harness.run(client, "GET", "other");
        assertEquals(5, entries().size());
        expect(OK, "ACL", "LOG", "reset");
        expect("*0\r\n", "ACL", "LOG");
        expect(NOT_AN_INTEGER, "ACL", "LOG", "x");
        expectError(
                "ERR unknown subcommand or wrong number of arguments for 'LOG'. Try ACL HELP.", "ACL", "LOG", "1", "2");
    }

    @Test
    void selectorsThatDifferAreToldByTheKeyThatNoneOfThemAllows() {
        expect(OK, "ACL", "SETUSER", "u", "reset", "on", "+mget", "~key", "(+mget ~key ~other)");
        harness.run(client, "GET", "key");
        harness.run(client, "MGET", "other", "some");
        harness.run(client, "MGET", "key", "other", "third");
        assertEquals(List.of("key toplevel third u 1", "key toplevel some u 1", "command toplevel get u 1"), entries());
    }

    @Test
    void noPasswordGetsIntoTheLog() {
        harness.run(client, "AUTH", "u", "topsecret");
        harness.run("ACL", "SETUSER", "u", ">topsecret");
        assertFalse(harness.run("ACL", "LOG").contains("topsecret"));
        assertEquals(1, harness.server.accessLog().denied(Reason.AUTHENTICATION));
    }
}
