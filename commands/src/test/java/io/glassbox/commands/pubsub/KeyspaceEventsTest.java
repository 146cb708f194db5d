package io.glassbox.commands.pubsub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.commands.CommandTestCase;
import io.glassbox.engine.change.EventClass;
import io.glassbox.engine.server.Session;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class KeyspaceEventsTest extends CommandTestCase {
    private final Session listener = harness.connect();

    @BeforeEach
    void listenToEverything() {
        harness.run(listener, "PSUBSCRIBE", "*");
        harness.run("SELECT", "9");
    }

    @Test
    void nothingIsPublishedUntilItIsAskedFor() {
        expect(OK, "SET", "k", "v");
        assertEquals(List.of(), events());
        select("A");
        expect(OK, "SET", "k", "v");
        assertEquals(List.of(), events());
    }

    @Test
    void theKeyspaceFormComesBeforeTheKeyEventForm() {
        select("KA");
        expect(OK, "SET", "foo", "bar");
        assertEquals(List.of("__keyspace@9__:foo set"), events());
        select("EA");
        expect(OK, "SET", "foo", "bar");
        assertEquals(List.of("__keyevent@9__:set foo"), events());
        select("KEA");
        expect(OK, "SET", "foo", "bar");
        assertEquals(List.of("__keyspace@9__:foo set", "__keyevent@9__:set foo"), events());
    }

    @Test
    void onlySelectedClassesArePublished() {
        select("Eg");
        expect(OK, "SET", "foo", "bar", "EX", "10");
        expectInteger(1, "EXPIRE", "foo", "1");
        expectInteger(1, "PERSIST", "foo");
        expectInteger(1, "DEL", "foo");
        assertEquals(
                List.of(
                        "__keyevent@9__:expire foo",
                        "__keyevent@9__:expire foo",
                        "__keyevent@9__:persist foo",
                        "__keyevent@9__:del foo"),
                events());
    }

    @Test
    void keysThatMoveTellBothNames() {
        select("KEA");
        expect(OK, "SET", "a", "1");
        events();
        expect(OK, "RENAME", "a", "b");
        expectInteger(1, "COPY", "b", "c");
        expectInteger(1, "MOVE", "c", "3");
        expectInteger(0, "MOVE", "c", "3");
        assertEquals(
                List.of(
                        "__keyspace@9__:a rename_from",
                        "__keyevent@9__:rename_from a",
                        "__keyspace@9__:b rename_to",
                        "__keyevent@9__:rename_to b",
                        "__keyspace@9__:c copy_to",
                        "__keyevent@9__:copy_to c",
                        "__keyspace@9__:c move_from",
                        "__keyevent@9__:move_from c",
                        "__keyspace@3__:c move_to",
                        "__keyevent@3__:move_to c"),
                events());
    }

    @Test
    void keysThatGoByTimeAreExpiredWhetherMetOrNot() {
        select("Exg");
        expect(OK, "SET", "a", "1", "PX", "10");
        expect(OK, "SET", "b", "1", "PX", "10");
        expect(OK, "SET", "c", "1");
        expectInteger(1, "EXPIRE", "c", "-1");
        events();
        harness.clock.advanceMillis(10);
        expect(NIL, "GET", "a");
        assertEquals(List.of("__keyevent@9__:expired a"), events());
        harness.pass(0);
        assertEquals(List.of("__keyevent@9__:expired b"), events());
        expect(OK, "SET", "c", "1");
        expectInteger(1, "EXPIRE", "c", "-1");
        assertEquals(List.of("__keyevent@9__:del c"), events());
    }

    @Test
    void newKeysAndMissesAreToldOnlyIfNamed() {
        select("Enm");
        expect(OK, "SET", "a", "1");
        expect(OK, "SET", "a", "2");
        expect(NIL, "GET", "none");
        expectInteger(0, "EXISTS", "none");
        expect(NIL, "OBJECT", "ENCODING", "none");
        expectInteger(0, "DEL", "none");
        expect(OK, "RENAME", "a", "b");
        assertEquals(
                List.of(
                        "__keyevent@9__:new a",
                        "__keyevent@9__:keymiss none",
                        "__keyevent@9__:keymiss none",
                        "__keyevent@9__:new b"),
                events());
    }

    @Test
    void overwrittenKeysAreToldBeforeTheCommandsOwnEvent() {
        expect(OK, "SET", "a", "1");
        expect(OK, "SET", "b", "1");
        select("Eocg$");
        expect(OK, "RENAME", "a", "b");
        expect(OK, "SET", "a", "1");
        expectInteger(1, "COPY", "a", "b", "REPLACE");
        assertEquals(
                List.of(
                        "__keyevent@9__:overwritten b",
                        "__keyevent@9__:rename_from a",
                        "__keyevent@9__:rename_to b",
                        "__keyevent@9__:set a",
                        "__keyevent@9__:overwritten b",
                        "__keyevent@9__:copy_to b"),
                events());
    }

    @Test
    void keysOfAnyLengthAreTold() {
        select("KE$");
        for (int length : new int[] {0, 900, 1000, 5000, 100_000}) {
            String key = "k".repeat(length);
            expect(OK, "SET", key, "v");
            assertEquals(List.of("__keyspace@9__:" + key + " set", "__keyevent@9__:set " + key), events());
        }
    }

    @Test
    void fieldsAreToldInFourForms() {
        select("hSTIV");
        expectInteger(2, "HSET", "k", "a", "1", "bc", "2");
        assertEquals(
                List.of(
                        "__subkeyspace@9__:k hset|1:a,2:bc",
                        "__subkeyevent@9__:hset 1:k|1:a,2:bc",
                        "__subkeyspaceitem@9__:k\na hset",
                        "__subkeyspaceitem@9__:k\nbc hset",
                        "__subkeyspaceevent@9__:hset|k 1:a,2:bc"),
                events());
        select("hI");
        expectInteger(1, "HSET", "k\n", "a", "1");
        assertEquals(List.of(), events());
        select("STIV");
        expectInteger(1, "HSET", "k", "d", "1");
        assertEquals(List.of(), events());
    }

    @Test
    void everyChangeOfAFieldIsTold() {
        select("hV");
        harness.run("HSETNX", "k", "a", "1");
        harness.run("HSETNX", "k", "a", "1");
        harness.run("HINCRBY", "k", "a", "1");
        harness.run("HINCRBYFLOAT", "k", "a", "1");
        harness.run("HSET", "k", "b", "1", "c", "1", "c", "2", "", "x".repeat(100));
        harness.run("HEXPIRE", "k", "100", "FIELDS", "3", "a", "b", "none");
        harness.run("HPERSIST", "k", "FIELDS", "2", "a", "c");
        harness.run("HGETEX", "k", "EX", "10", "FIELDS", "1", "c");
        harness.run("HDEL", "k", "b", "none", "");
        harness.run("HSETEX", "k", "EX", "10", "FIELDS", "2", "d", "1", "e", "2");
        harness.run("HGETDEL", "k", "FIELDS", "2", "d", "none");
        harness.run("HPEXPIREAT", "k", "1", "FIELDS", "1", "e");
        assertEquals(
                List.of(
                        "hset|k 1:a",
                        "hincrby|k 1:a",
                        "hincrbyfloat|k 1:a",
                        "hset|k 1:b,1:c,1:c,0:",
                        "hexpire|k 1:a,1:b",
                        "hpersist|k 1:a",
                        "hexpire|k 1:c",
                        "hdel|k 1:b,0:",
                        "hset|k 1:d,1:e",
                        "hexpire|k 1:d,1:e",
                        "hdel|k 1:d",
                        "hdel|k 1:e"),
                events().stream()
                        .map(event -> event.replace("__subkeyspaceevent@9__:", ""))
                        .toList());
    }

    @Test
    void fieldsThatAreDueAreToldTogether() {
        harness.run("HSET", "k", "a", "1", "b", "1", "c", "1");
        harness.run("HPEXPIRE", "k", "5", "FIELDS", "2", "a", "b");
        select("hT");
        harness.clock.advanceMillis(10);
        harness.pass(0);
        List<String> events = events();
        assertEquals(1, events.size());
        assertTrue(
                List.of("__subkeyevent@9__:hexpired 1:k|1:a,1:b", "__subkeyevent@9__:hexpired 1:k|1:b,1:a")
                        .contains(events.getFirst()),
                events::toString);
    }

    private void select(String letters) {
        harness.server.keyspaceEvents().select(EventClass.bits(letters.replace("A", "g$lshzxetda")));
    }

    /** What was published since the last look: the channel, a blank, the message. */
    private List<String> events() {
        List<String> events = new ArrayList<>();
        String[] lines = harness.replies(listener).split("\r\n", -1);
        for (int i = 0; i + 8 < lines.length; i += 9) {
            if (lines[i].equals("*4")) {
                events.add(lines[i + 6] + " " + lines[i + 8]);
            }
        }
        return events;
    }
}
