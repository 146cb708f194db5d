package io.glassbox.durability.aof;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.engine.change.Effects;
import io.glassbox.engine.clock.CommandClock;
import io.glassbox.foundation.time.ManualClock;
import io.glassbox.network.protocol.Request;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CommandStreamTest {
    private final Slabs slabs = Slabs.checked();
    private final ManualClock clock = new ManualClock(1_700_000_000_000L);
    private final CommandClock commandClock = new CommandClock(clock);
    private final CommandBuffer out = new CommandBuffer(slabs);
    private final CommandStream stream = new CommandStream(out, commandClock);
    private final Effects effects = new Effects();
    private final List<Long> blocks = new ArrayList<>();

    @AfterEach
    void nothingIsLeft() {
        out.close();
        blocks.forEach(slabs::free);
        assertEquals(0, slabs.usedBytes());
        slabs.close();
    }

    @Test
    void aCommandGoesAsItWasSentBehindItsDatabase() {
        append(3, "set", "k", "v");
        append(3, "del", "k");
        expect("SELECT 3", "set k v", "del k");
    }

    @Test
    void anotherFileIsToldTheDatabaseAgain() {
        append(0, "del", "a");
        taken();
        stream.restart();
        append(0, "del", "b");
        expect("SELECT 0", "del b");
    }

    @Test
    void whatReplacesTheCommandGoesInItsPlace() {
        effects.want(true);
        effects.instead("DEL".getBytes(StandardCharsets.US_ASCII), "k".getBytes(StandardCharsets.US_ASCII));
        append(0, "getdel", "k");
        expect("SELECT 0", "DEL k");
    }

    @Test
    void severalCommandsOfOneAreATransactionBehindItsDatabase() {
        effects.want(true);
        with("old", key -> effects.before(0, "DEL", key));
        append(0, "incr", "old");
        expect("SELECT 0", "MULTI", "DEL old", "incr old", "EXEC");
    }

    @Test
    void aTransactionOfOneCommandNeedsNoFrame() {
        stream.begin();
        append(0, "incr", "a");
        stream.end();
        stream.begin();
        append(0, "incr", "a");
        append(1, "incr", "b");
        append(1, "incr", "c");
        stream.end();
        expect("SELECT 0", "incr a", "MULTI", "incr a", "SELECT 1", "incr b", "incr c", "EXEC");
    }

    @Test
    void deletionsBetweenCommandsStandForThemselves() {
        effects.want(true);
        with("a", key -> effects.before(2, "DEL", key));
        with("b", key -> effects.before(2, "DEL", key));
        stream.appendDeletions(effects.preceding());
        expect("SELECT 2", "DEL a", "DEL b");
    }

    @Test
    void timeIsToldOnceASecondAndOutsideOfTransactions() {
        stream.time(true);
        append(0, "del", "a");
        append(0, "del", "a");
        clock.advanceMillis(1000);
        commandClock.start();
        stream.begin();
        append(0, "del", "b");
        append(0, "del", "c");
        stream.end();
        expect("#TS:1700000000", "SELECT 0", "del a", "del a", "#TS:1700000001", "MULTI", "del b", "del c", "EXEC");
    }

    @Test
    void bytesThatWereTakenMakeRoom() {
        String large = "x".repeat(5_000);
        for (int i = 0; i < 200; i++) {
            append(0, "set", "k" + i, large);
            if (i % 3 == 0) {
                taken();
            }
        }
        taken();
        append(0, "del", "k");
        expect("del k");
        assertEquals(true, out.heldBytes() <= 64 * 1024);
    }

    private void taken() {
        stream.taken(out.length());
        out.consumed(out.length());
    }

    private void append(int database, String... words) {
        Request request = new Request();
        for (String word : words) {
            with(word, view -> request.add(view.address(), view.length()));
        }
        stream.append(database, request, effects);
        effects.clear();
    }

    private void with(String text, java.util.function.Consumer<ByteView> action) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        long block = slabs.allocate(bytes.length);
        blocks.add(block);
        Memory.copyIn(bytes, 0, block, bytes.length);
        action.accept(new ByteView(block, bytes.length));
    }

    /** Compares what waits, words parted by blanks. */
    private void expect(String... expected) {
        String text = new String(Memory.toBytes(out.address(), (int) out.length()), StandardCharsets.US_ASCII);
        List<String> found = new ArrayList<>();
        List<String> words = new ArrayList<>();
        int left = 0;
        for (String line : text.split("\r\n")) {
            if (left == 0 && line.startsWith("#")) {
                found.add(line);
            } else if (left == 0) {
                left = Integer.parseInt(line.substring(1));
            } else if (!line.startsWith("$")) {
                words.add(line);
                if (--left == 0) {
                    found.add(String.join(" ", words));
                    words.clear();
                }
            }
        }
        assertEquals(List.of(expected), found);
    }
}
