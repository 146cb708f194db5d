package io.glassbox.commands.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.command.execute.CallWatch;
import io.glassbox.commands.CommandTestCase;
import io.glassbox.engine.change.ChangeListener;
import io.glassbox.engine.change.KeyEvent;
import io.glassbox.engine.eviction.Eviction.Room;
import io.glassbox.engine.statistics.LatencyMonitor;
import io.glassbox.foundation.setting.value.MaxmemoryPolicy;
import io.glassbox.structure.memory.ByteView;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes an event of LATENCY: here a key or element that goes takes 20 milliseconds. */
class LatencyTest extends CommandTestCase {
    @BeforeEach
    void makeDeletionsSlow() {
        harness.server.latency().threshold(10);
        harness.server.databases().changes().listen(new ChangeListener() {
            @Override
            public void keyChanged(int database, ByteView key, KeyEvent event) {
                if (event == KeyEvent.EXPIRED || event == KeyEvent.EVICTED || event == KeyEvent.LPOP) {
                    harness.clock.advanceMillis(20);
                }
            }
        });
    }

    @Test
    void keysThatExpireByTimeAreAnEventEachAndOneTogether() {
        expect(OK, "SET", "a", "1", "PX", "100");
        expect(OK, "SET", "b", "1", "PX", "100");
        harness.pass(200);
        assertEquals(2, event("expire-del").spikes());
        assertEquals(20, event("expire-del").worstMillis());
        assertEquals(40, event("expire-cycle").worstMillis());
        assertTrue(harness.run("LATENCY", "DOCTOR").contains("or set lazyfree-lazy-expire."));
    }

    @Test
    void aKeyThatACommandFindsExpiredIsAnEventWithoutACycle() {
        expect(OK, "SET", "a", "1", "PX", "100");
        harness.clock.advanceMillis(200);
        expect(NIL, "GET", "a");
        assertEquals(List.of("expire-del"), events());
    }

    @Test
    void evictionIsAnEventPerKeyAndPerCycle() {
        for (int i = 0; i < 10; i++) {
            expect(OK, "SET", "key" + i, "x".repeat(10_000));
        }
        harness.server.eviction().policy(MaxmemoryPolicy.ALLKEYS_RANDOM);
        harness.server.eviction().beTenacious(100);
        harness.server.eviction().limit(harness.server.slabs().usedBytes() - 15_000);
        assertEquals(Room.ENOUGH, harness.server.eviction().makeRoom());
        assertTrue(events().containsAll(List.of("eviction-cycle", "eviction-del")), () -> events().toString());
    }

    @Test
    void whatACommandDoesAfterItsWaitIsAnEventOfItsOwn() {
        CallWatch calls = new CallWatch(harness.server);
        calls.spikeFrom(10);
        harness.pipeline.observe(calls);
        harness.run(harness.connect(), "BLPOP", "list", "0");
        expectInteger(1, "RPUSH", "list", "x");
        assertEquals(List.of("command-unblocking"), events());
        expectInteger(1, "RPUSH", "list", "x");
        expectBulk("x", "LPOP", "list");
        assertEquals(List.of("command-unblocking", "fast-command"), events());
    }

    @Test
    void nothingIsNotedBelowTheThresholdOrWithoutOne() {
        harness.server.latency().threshold(21);
        expect(OK, "SET", "a", "1", "PX", "100");
        harness.pass(200);
        assertEquals(List.of(), events());
        harness.server.latency().threshold(0);
        expect(OK, "SET", "a", "1", "PX", "100");
        harness.pass(200);
        assertFalse(harness.server.latency().isOn());
        assertEquals(List.of(), events());
    }

    private LatencyMonitor.Event event(String name) {
        return Objects.requireNonNull(harness.server.latency().event(name));
    }

    private List<String> events() {
        return List.copyOf(harness.server.latency().events().keySet());
    }
}
