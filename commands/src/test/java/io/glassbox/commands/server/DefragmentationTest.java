package io.glassbox.commands.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.commands.CommandHarness;
import io.glassbox.engine.defragmentation.ActiveDefragmentation;
import io.glassbox.quality.testkit.Randomized;
import io.glassbox.structure.memory.Slabs;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When and how the data is moved together, with plain memory: the checked allocator never has anything to win. */
final class DefragmentationTest {
    private static final int KEYS = 16_000;
    private static final int ELEMENTS = 3_000;

    private static final long SLAB_BYTES = 64 << 10;

    private static final int[] LENGTHS = {20, 90, 350};

    private final CommandHarness harness = new CommandHarness(Slabs.plain());
    private final ActiveDefragmentation defragmentation = harness.server.defragmentation();
    private final Slabs slabs = harness.server.slabs();

    @BeforeEach
    void allowIt() {
        run("CONFIG SET active-defrag-ignore-bytes 100kb active-defrag-threshold-lower 5 activedefrag yes");
    }

    @AfterEach
    void closeServer() {
        harness.close();
    }

    @Test
    void whatManyDeletionsLeaveGoesBackAndTheDataStaysTheSame() {
        Randomized.test(random -> {
            fragment(random);
            String digest = run("DEBUG DIGEST");
            long held = slabs.heldBytes();
            long free = slabs.freeBlockBytes();
            workUntilItEnds();
            assertEquals(digest, run("DEBUG DIGEST"));
            // What remains where nothing can be spared is less than a slab of each size.
            long least = slabs.classes().size() * SLAB_BYTES;
            assertTrue(free > least, () -> free + " bytes are too few to tell");
            assertTrue(slabs.freeBlockBytes() < least, () -> free + " bytes became " + slabs.freeBlockBytes());
            assertTrue(slabs.heldBytes() <= held - (free - least), () -> held + " became " + slabs.heldBytes());
            assertNotEquals(0, info("active_defrag_hits"));
            assertNotEquals(0, info("active_defrag_misses"));
            assertNotEquals(0, info("active_defrag_key_hits"));
            run("FLUSHALL");
        });
    }

    @Test
    void doesNothingUnlessItIsTurnedOn() {
        run("CONFIG SET activedefrag no");
        fragment(new SplittableRandom(1));
        defragmentation.cron();
        assertEquals(0, info("active_defrag_running"));
        assertEquals(Long.MAX_VALUE, defragmentation.nextSlice());
    }

    @Test
    void doesNothingBelowTheThresholds() {
        fragment(new SplittableRandom(1));
        run("CONFIG SET active-defrag-ignore-bytes 1gb");
        defragmentation.cron();
        assertEquals(0, info("active_defrag_running"));
        run("CONFIG SET active-defrag-ignore-bytes 100kb active-defrag-threshold-lower 1000");
        defragmentation.cron();
        assertEquals(0, info("active_defrag_running"));
    }

    @Test
    void takesTheLargestShareFromTheUpperThresholdOn() {
        fragment(new SplittableRandom(1));
        run("CONFIG SET active-defrag-threshold-upper 20 active-defrag-cycle-min 3 active-defrag-cycle-max 40");
        defragmentation.cron();
        assertEquals(40, info("active_defrag_running"));
    }

    @Test
    void takesTheSmallestShareNearTheLowerThreshold() {
        fragment(new SplittableRandom(1));
        run("CONFIG SET active-defrag-threshold-upper 1000 active-defrag-cycle-min 3 active-defrag-cycle-max 4");
        defragmentation.cron();
        assertEquals(3, info("active_defrag_running"));
    }

    @Test
    void stopsWhenItIsTurnedOff() {
        fragment(new SplittableRandom(1));
        defragmentation.cron();
        assertNotEquals(0, info("active_defrag_running"));
        harness.clock.advanceMillis(20);
        harness.server.clock().start();
        run("CONFIG SET activedefrag no");
        defragmentation.cron();
        assertEquals(0, info("active_defrag_running"));
        assertEquals(0, info("current_active_defrag_time"));
        assertEquals(20, info("total_active_defrag_time"));
    }

    @Test
    void keepsStillDuringASnapshot() {
        fragment(new SplittableRandom(1));
        harness.server.databases().guard().begin((store, entry) -> true);
        defragmentation.cron();
        assertEquals(0, info("active_defrag_running"));
        harness.server.databases().guard().end();
        defragmentation.cron();
        harness.server.lending().begin((store, entry) -> false);
        defragmentation.goOn();
        assertEquals(0, info("active_defrag_misses"));
        harness.server.lending().end();
        defragmentation.goOn();
        assertNotEquals(0, info("active_defrag_hits"));
    }

    @Test
    void whatCannotBeMovedIsNotTriedAgainAndAgain() {
        long[] blocks = new long[100_000];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = slabs.allocate(100);
        }
        for (int i = 0; i < blocks.length; i++) {
            if (i % 8 != 0) {
                slabs.free(blocks[i]);
            }
        }
        workUntilItEnds();
        defragmentation.cron();
        assertEquals(0, info("active_defrag_running"));
        for (int i = 0; i < blocks.length; i += 8) {
            slabs.free(blocks[i]);
        }
    }

    @Test
    void countersStartFromZeroWhenTheyAreReset() {
        fragment(new SplittableRandom(1));
        workUntilItEnds();
        run("CONFIG RESETSTAT");
        assertEquals(0, info("active_defrag_hits"));
        assertEquals(0, info("active_defrag_misses"));
        assertEquals(0, info("active_defrag_key_hits"));
        assertEquals(0, info("active_defrag_key_misses"));
        assertEquals(0, info("total_active_defrag_time"));
    }

    /** Keys of all types and of different sizes, and large values of all types, of which three of four go. */
    private void fragment(SplittableRandom random) {
        for (int i = 0; i < KEYS; i++) {
            String text = "v".repeat(LENGTHS[random.nextInt(LENGTHS.length)]);
            run(
                    switch (random.nextInt(6)) {
                        case 0 -> "SET k" + i + " " + text + " EX 1000";
                        case 1 -> "RPUSH k" + i + " " + text + " b c";
                        case 2 -> "HSET k" + i + " f " + text;
                        case 3 -> "ZADD k" + i + " 1 " + text;
                        default -> "SET k" + i + " " + text;
                    });
        }
        for (int i = 0; i < ELEMENTS; i++) {
            String text = "v".repeat(LENGTHS[random.nextInt(2)]);
            run("HSET hash f" + i + " " + text);
            run("SADD set m" + i);
            run("ZADD sortedset " + random.nextInt(100) + " m" + i);
            run("RPUSH list " + text);
            run("XADD stream * f " + text);
        }
        for (int i = 0; i < KEYS; i++) {
            if (random.nextInt(4) != 0) {
                run("DEL k" + i);
            }
        }
        for (int i = 0; i < ELEMENTS; i++) {
            if (random.nextInt(4) != 0) {
                run("HDEL hash f" + i);
                run("SREM set m" + i);
                run("ZREM sortedset m" + i);
            }
        }
    }

    /** The clock stands still, so that one slice is a whole pass. */
    private void workUntilItEnds() {
        defragmentation.cron();
        assertNotEquals(0, info("active_defrag_running"));
        int passes = 0;
        while (info("active_defrag_running") != 0) {
            harness.clock.advanceMillis(100);
            harness.server.clock().start();
            defragmentation.goOn();
            assertTrue(++passes < 10, "goes on and on");
        }
    }

    private String run(String command) {
        return harness.run(command.split(" "));
    }

    private long info(String field) {
        String line = run("INFO all")
                .lines()
                .filter(each -> each.startsWith(field + ":"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(line.substring(field.length() + 1));
    }
}
