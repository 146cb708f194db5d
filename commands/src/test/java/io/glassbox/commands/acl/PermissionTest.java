package io.glassbox.commands.acl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.commands.CommandTestCase;
import io.glassbox.engine.server.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PermissionTest extends CommandTestCase {
    private static final String NO_KEY =
            "-NOPERM this user has no permissions to access one of the keys used as arguments\r\n";
    private static final String NO_CHANNEL =
            "-NOPERM this user has no permissions to access one of the channels used as arguments\r\n";

    /** A client of a user with these rules, who is on and needs no password. */
    private Session client(String... rules) {
        String[] command = new String[rules.length + 6];
        String[] first = {"ACL", "SETUSER", "u", "reset", "on", "nopass"};
        System.arraycopy(first, 0, command, 0, first.length);
        System.arraycopy(rules, 0, command, first.length, rules.length);
        expect(OK, command);
        Session client = harness.connect();
        assertEquals(OK, harness.run(client, "AUTH", "u", ""));
        return client;
    }

    private static String noCommand(String name) {
        return "-NOPERM this user has no permissions to run the '" + name + "' command\r\n";
    }

    @Test
    void commandsAreRefusedByTheirWholeName() {
        Session client = client("+get", "+config|get", "~*");
        assertEquals(NIL, harness.run(client, "GET", "k"));
        assertEquals(noCommand("set"), harness.run(client, "SET", "k", "v"));
        assertEquals(noCommand("config|set"), harness.run(client, "CONFIG", "SET", "a", "b"));
        assertEquals("-ERR unknown subcommand 'x'. Try CONFIG HELP.\r\n", harness.run(client, "CONFIG", "x"));
        assertEquals("-ERR wrong number of arguments for 'get' command\r\n", harness.run(client, "GET"));
    }

    @Test
    void aFirstArgumentCanBeAllowedAlone() {
        Session client = client("+select|0");
        assertEquals(OK, harness.run(client, "SELECT", "0"));
        assertEquals(noCommand("select"), harness.run(client, "SELECT", "1"));
    }

    @Test
    void keysAreRefusedByWhatIsDoneToThem() {
        Session client = client("+@all", "%R~r*", "%W~w*", "~rw*");
        assertEquals(NIL, harness.run(client, "GET", "read"));
        assertEquals(NO_KEY, harness.run(client, "GET", "write"));
        assertEquals(NO_KEY, harness.run(client, "SET", "read", "v"));
        assertEquals(OK, harness.run(client, "SET", "write", "v"));
        assertEquals(NO_KEY, harness.run(client, "SET", "write", "v", "GET"));
        assertEquals(OK, harness.run(client, "SET", "rw", "v"));
        assertEquals("$1\r\nv\r\n", harness.run(client, "SET", "rw", "v", "GET"));
        assertEquals(":0\r\n", harness.run(client, "EXISTS", "read"));
        assertEquals(":1\r\n", harness.run(client, "EXISTS", "write"));
        assertEquals(NO_KEY, harness.run(client, "EXISTS", "other"));
        assertEquals(":0\r\n", harness.run(client, "COPY", "read", "write"));
        assertEquals(NO_KEY, harness.run(client, "COPY", "write", "read"));
        assertEquals(NO_KEY, harness.run(client, "MGET", "read", "other"));
    }

    @Test
    void selectorsDoNotAddUp() {
        Session client = client("(%R~r* +@all)", "(%W~w* +@all)");
        assertEquals(NIL, harness.run(client, "GET", "read"));
        assertEquals(":1\r\n", harness.run(client, "LPUSH", "write", "v"));
        assertEquals(NO_KEY, harness.run(client, "COPY", "read", "write"));
    }

    /** Each of these calls means another key, or another channel, than a hasty look would find. */
    @ParameterizedTest
    @CsvSource({
        "SORT allowed STORE forbidden",
        "SORT allowed STORE allowed STORE forbidden",
        "SORT_RO forbidden",
        "GEORADIUS allowed 0 0 1 m STORE forbidden",
        "GEORADIUS allowed 0 0 1 m STORE allowed STORE forbidden",
        "GEORADIUS allowed 0 0 1 m STORE allowed STOREDIST forbidden",
        "GEORADIUSBYMEMBER allowed STORE 1 m STORE forbidden",
        "GEOSEARCHSTORE forbidden allowed FROMLONLAT 0 0 BYRADIUS 1 m",
        "XREAD STREAMS allowed forbidden 0 0",
        "XREADGROUP GROUP allowed allowed STREAMS forbidden >",
        "XREADGROUP COUNT 1 GROUP STREAMS allowed STREAMS forbidden >",
        "XREADGROUP GROUP STREAMS STREAMS STREAMS forbidden >",
        "ZUNIONSTORE allowed 1 forbidden",
        "ZUNIONSTORE forbidden 1 allowed",
        "LMPOP 2 allowed forbidden LEFT",
        "BLMPOP 0 1 forbidden LEFT",
        "BITOP AND forbidden allowed",
        "RENAME allowed forbidden",
        "MSET allowed 1 forbidden 2",
        "OBJECT ENCODING forbidden",
        "MEMORY USAGE forbidden",
        "XINFO STREAM forbidden",
        "XGROUP CREATE forbidden g 0",
        "WATCH forbidden",
        "PFMERGE allowed forbidden",
        "SINTERCARD 1 forbidden",
        "BITFIELD forbidden GET u8 0",
        "COPY forbidden allowed",
        "LCS allowed forbidden",
        "DEL allowed forbidden",
        "UNLINK forbidden",
        "TOUCH forbidden",
    })
    void everyKeyOfACallCounts(String call) {
        Session client = client("+@all", "~allowed", "~STREAMS", "&*");
        assertEquals(NO_KEY, harness.run(client, call.split(" ")), call);
        assertEquals(
                NO_KEY,
                harness.run(client, call.toLowerCase(java.util.Locale.ROOT).split(" ")),
                call);
    }

    @ParameterizedTest
    @CsvSource({
        "GEORADIUS allowed 0 0 1 m STORE allowed",
        "SORT allowed STORE forbidden STORE allowed",
        "XREADGROUP GROUP forbidden STREAMS STREAMS allowed 0",
        "SET allowed forbidden",
        "ZUNIONSTORE allowed 9 forbidden",
        "FLUSHALL",
        "PUBLISH forbidden message",
    })
    void whatIsNoKeyNeedsNoPermission(String call) {
        expect(OK, "ACL", "SETUSER", "u", "+@all", "~allowed", "&*");
        String[] command = ("ACL DRYRUN u " + call).split(" ");
        expect(OK, command);
    }

    @Test
    void patternsOfSortNeedPermissionToReadEverything() {
        harness.run("LPUSH", "list", "1");
        String by = "-ERR BY option of SORT denied due to insufficient ACL permissions.\r\n";
        String get = "-ERR GET option of SORT denied due to insufficient ACL permissions.\r\n";
        for (String command : new String[] {"SORT", "SORT_RO"}) {
            Session client = client("+@read", "+@write", "~list", "~v*", "(+sort ~list %W~*)");
            assertEquals(by, harness.run(client, command, "list", "BY", "v*"));
            assertEquals(get, harness.run(client, command, "list", "GET", "v*"));
            assertEquals("*1\r\n$1\r\n1\r\n", harness.run(client, command, "list", "BY", "nosort"));
            Session reader = client("(+sort +sort_ro ~list %R~*)");
            assertEquals("*1\r\n$1\r\n1\r\n", harness.run(reader, command, "list", "BY", "v*"));
        }
    }

    @Test
    void channelsAreRefusedToSendersAndListeners() {
        Session client = client("+@all", "resetchannels", "&news", "&a:*");
        assertEquals(":0\r\n", harness.run(client, "PUBLISH", "a:1", "m"));
        assertEquals(NO_CHANNEL, harness.run(client, "PUBLISH", "b", "m"));
        assertEquals(NO_CHANNEL, harness.run(client, "SPUBLISH", "b", "m"));
        assertEquals(NO_CHANNEL, harness.run(client, "SUBSCRIBE", "news", "b"));
        assertEquals(NO_CHANNEL, harness.run(client, "SSUBSCRIBE", "b"));
        assertEquals(NO_CHANNEL, harness.run(client, "PSUBSCRIBE", "a:b"));
        assertEquals(NO_CHANNEL, harness.run(client, "PSUBSCRIBE", "*"));
        assertTrue(harness.run(client, "UNSUBSCRIBE", "b").endsWith(":0\r\n"));
        assertTrue(harness.run(client, "PSUBSCRIBE", "a:*").endsWith(":1\r\n"));
        assertTrue(harness.run(client, "SUBSCRIBE", "a:2").endsWith(":2\r\n"));
    }

    @Test
    void subscribersAreClosedWhenTheirChannelsAreTaken() {
        Session client = client("+@all", "&a:*", "&b");
        harness.run(client, "SUBSCRIBE", "a:1", "b");
        expect(OK, "ACL", "SETUSER", "u", "&c");
        expect(OK, "ACL", "SETUSER", "u", "resetchannels", "&a:1", "&b");
        assertTrue(!client.isClosing());
        expect(OK, "ACL", "SETUSER", "u", "allchannels");
        assertTrue(!client.isClosing());
        expect(OK, "ACL", "SETUSER", "u", "resetchannels", "&a:1", "(&c)");
        assertTrue(client.isClosing());
    }

    @Test
    void aPatternMustStayAsItIs() {
        Session client = client("+@all", "&a:*");
        harness.run(client, "PSUBSCRIBE", "a:*");
        expect(OK, "ACL", "SETUSER", "u", "resetchannels", "(&a:*)");
        assertTrue(!client.isClosing());
        expect(OK, "ACL", "SETUSER", "u", "clearselectors", "&a*");
        assertTrue(client.isClosing());
    }

    @Test
    void execAsksAgain() {
        Session client = client("+@all", "~k", "&c");
        harness.run(client, "MULTI");
        harness.run(client, "GET", "k");
        harness.run(client, "SET", "k", "v");
        harness.run(client, "PUBLISH", "c", "m");
        harness.run(client, "PING");
        expect(OK, "ACL", "SETUSER", "u", "-get", "resetkeys", "resetchannels");
        String changed =
                "-NOPERM ACLs rules changed between the moment the transaction was accumulated and the EXEC call. This"
                        + " command is no longer allowed for the following reason: ";
        assertEquals(
                "*4\r\n" + changed + "no permission to execute the command or subcommand\r\n" + changed
                        + "no permission to touch the specified keys\r\n" + changed
                        + "no permission to access one of the channels used as arguments to the command\r\n+PONG\r\n",
                harness.run(client, "EXEC"));
    }

    @Test
    void whatIsRefusedWhileQueueingEndsTheTransaction() {
        Session client = client("+@all", "-get", "~k");
        harness.run(client, "MULTI");
        assertEquals(noCommand("get"), harness.run(client, "GET", "k"));
        assertEquals("-EXECABORT Transaction discarded because of previous errors.\r\n", harness.run(client, "EXEC"));
        client = client("+@all", "-exec", "~k");
        harness.run(client, "MULTI");
        assertTrue(harness.run(client, "EXEC").startsWith("-EXECABORT Transaction discarded because of: NOPERM"));
    }

    @Test
    void dryRunTellsMoreThanTheErrorWould() {
        expect(OK, "ACL", "SETUSER", "u", "+get", "+publish", "~a", "&c");
        expect(OK, "ACL", "DRYRUN", "u", "GET", "a");
        expectBulk("This user has no permissions to run the 'set' command", "ACL", "DRYRUN", "u", "SET", "a", "b");
        expectBulk("This user has no permissions to access the 'b' key", "ACL", "DRYRUN", "u", "GET", "b");
        expectBulk("This user has no permissions to access the 'd' channel", "ACL", "DRYRUN", "u", "PUBLISH", "d", "m");
        expectError("ERR User 'x' not found", "ACL", "DRYRUN", "x", "GET", "b");
        expectError("ERR Command 'x' not found", "ACL", "DRYRUN", "u", "x");
        expectError("ERR Command 'config' not found", "ACL", "DRYRUN", "u", "config", "x");
        expectError("ERR wrong number of arguments for 'config' command", "ACL", "DRYRUN", "u", "config");
        expectError("ERR wrong number of arguments for 'config|get' command", "ACL", "DRYRUN", "u", "config", "get");
        expectError("ERR wrong number of arguments for 'set' command", "ACL", "DRYRUN", "u", "SET", "v");
    }
}
