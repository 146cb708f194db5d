package io.glassbox.commands.pubsub;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
