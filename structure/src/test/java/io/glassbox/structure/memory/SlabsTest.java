package io.glassbox.structure.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SlabsTest {
    private static final long WARM = 4L << 20;

    private final Slabs slabs = Slabs.plain(1L << 33);

    @AfterEach
    void nothingIsLeftBehind() {
        assertEquals(0, slabs.usedBytes());
        slabs.close();
        slabs.close();
    }

    @Test
    void sizeClassesAreStepsOfEightAndThenEightPerDoubling() {
        assertEquals(16, slabs.classFor(0));
        assertEquals(16, slabs.classFor(16));
        assertEquals(24, slabs.classFor(17));
        assertEquals(128, slabs.classFor(121));
        assertEquals(144, slabs.classFor(129));
        assertEquals(4096, slabs.classFor(4096));
        assertEquals(4416, slabs.classFor(4097));
        assertEquals(4416, slabs.classFor(4416));
        assertEquals(4608, slabs.classFor(4417));
        assertEquals(16384, slabs.classFor(16384));
        assertEquals(20480, slabs.classFor(16385));
        assertEquals(512 << 10, slabs.classFor(512 << 10));
        assertEquals(576 << 10, slabs.classFor((512 << 10) + 1));
        long smaller = 0;
        for (int bytes = 129; bytes <= 1 << 20; bytes++) {
            long size = slabs.classFor(bytes);
            assertTrue(size >= bytes && size >= smaller);
            assertTrue(size % 8 == 0 && size <= bytes + Math.max(bytes / 8, 4096));
            smaller = size;
        }
    }

    @Test
    void everyBlockHasTheSizeItsRequestWasPromised() {
        for (int bytes = 0; bytes <= 1 << 20; bytes += 1 + bytes / 100) {
            long block = slabs.allocate(bytes);
            assertEquals(slabs.classFor(bytes), slabs.sizeOf(block));
            assertEquals(slabs.classFor(bytes), slabs.usedBytes());
            slabs.free(block);
        }
    }

    @Test
    void aFreedBlockIsTheNextToBeUsed() {
        long first = slabs.allocate(64);
        long second = slabs.allocate(64);
        slabs.free(first);
        assertEquals(first, slabs.allocate(64));
        slabs.free(first);
        slabs.free(second);
        assertEquals(first, slabs.allocate(64), "an empty slab is used in order of address");
        slabs.free(first);
    }

    @Test
    void impossibleSizesAreRefusedAndChangeNothing() {
        assertThrows(IllegalArgumentException.class, () -> slabs.allocate(-1));
        assertThrows(IllegalArgumentException.class, () -> slabs.allocate(Long.MIN_VALUE));
        assertEquals(
                1L << 40,
                assertThrows(MemoryExhausted.class, () -> slabs.allocate(1L << 40))
                        .requestedBytes());
        assertThrows(MemoryExhausted.class, () -> slabs.allocate(Long.MAX_VALUE));
        long block = slabs.allocate(20_000);
        assertThrows(MemoryExhausted.class, () -> slabs.reallocate(block, Long.MAX_VALUE));
        assertThrows(IllegalArgumentException.class, () -> slabs.reallocate(block, -5));
        assertEquals(20_480, slabs.sizeOf(block));
        slabs.free(block);
    }

    @Test
    void addressesThatAreObviouslyNoBlocksAreRefused() {
        long block = slabs.allocate(20_000);
        long large = slabs.allocate(1 << 20);
        for (long address : new long[] {0, -1, slabs.toAddress(0), block + 4096, block + 8, large + 8, large + 65536}) {
            assertThrows(IllegalArgumentException.class, () -> slabs.free(address));
        }
        slabs.free(block);
        slabs.free(large);
    }

    @Test
    void anExhaustedRangeRefusesAndRecovers() {
        try (Slabs small = Slabs.plain(64L << 20)) {
            for (int round = 0; round < 3; round++) {
                for (int bytes : new int[] {64, 5000, 30_000, 700_000, 5_000_000}) {
                    List<Long> blocks = new ArrayList<>();
                    assertThrows(MemoryExhausted.class, () -> {
                        while (true) {
                            blocks.add(small.allocate(bytes));
                        }
                    });
                    assertTrue(small.usedBytes() > 40 << 20, "most of the range was used: " + small.usedBytes());
                    Collections.shuffle(blocks, new Random(round));
                    blocks.forEach(small::free);
                    assertEquals(0, small.usedBytes());
                    small.releaseEmpty(Long.MAX_VALUE);
                }
            }
        }
    }

    @Test
    void everyMixOfFreedSpansBecomesOneAgain() {
        List<Long> blocks = new ArrayList<>();
        Random random = new Random(1);
        long bytes = 0;
        while (bytes < 64 << 20) {
            int size = 17_000 + random.nextInt(3_000_000);
            blocks.add(slabs.allocate(size));
            bytes += size;
        }
        long lowest = Collections.min(blocks);
        Collections.shuffle(blocks, random);
        blocks.forEach(slabs::free);
        slabs.releaseEmpty(Long.MAX_VALUE);
        long all = slabs.allocate(60 << 20);
        assertTrue(all < lowest + (4L << 20), "the freed spans hold one block of nearly their sum");
        slabs.free(all);
        assertEquals(0, slabs.heldBytes());
    }

    @Test
    void largeBlocksStartAtMultiplesOfTwoMebibytes() {
        long small = slabs.allocate(100_000);
        long first = slabs.allocate(5 << 20);
        long second = slabs.allocate(9 << 20);
        assertEquals(0, first % Reservation.ALIGNMENT);
        assertEquals(0, second % Reservation.ALIGNMENT);
        slabs.free(first);
        assertEquals(first, slabs.allocate(5 << 20), "the hole it left is used");
        slabs.free(small);
        slabs.free(first);
        slabs.free(second);
    }

    @Test
    void reallocationStaysInPlaceWhereItCan() {
        long small = slabs.allocate(100);
        assertEquals(small, slabs.reallocate(small, 104));
        long moved = slabs.reallocate(small, 105);
        assertNotEquals(small, moved);
        slabs.free(moved);

        long paged = slabs.allocate(20_000);
        assertEquals(paged, slabs.reallocate(paged, 300_000), "the rest of the chunk is free");
        assertEquals(paged, slabs.reallocate(paged, 17_000));
        long large = slabs.allocate(3 << 20);
        assertEquals(large, slabs.reallocate(large, 100 << 20), "nothing lies behind it yet");
        assertEquals(slabs.sizeOf(paged) + (100L << 20), slabs.usedBytes());
        assertEquals(large, slabs.reallocate(large, 3 << 20));
        long behind = slabs.allocate(2 << 20);
        assertEquals(large + (3 << 20), behind, "the tail was free");
        long elsewhere = slabs.reallocate(large, 100 << 20);
        assertNotEquals(large, elsewhere);
        slabs.free(elsewhere);
        slabs.free(behind);
        slabs.free(paged);
    }

    @Test
    void contentsSurviveEveryKindOfMove() {
        int[] sizes = {16, 1000, 16_384, 16_385, 400_000, 530_000, 6_000_000, 500_000, 20_000, 300, 20};
        long block = slabs.allocate(8);
        Memory.putLong(block, 0x0123456789ABCDEFL);
        for (int size : sizes) {
            long other = slabs.allocate(size);
            block = slabs.reallocate(block, size);
            assertEquals(0x0123456789ABCDEFL, Memory.getLong(block));
            slabs.free(other);
        }
        slabs.free(block);
    }

    @Test
    void memoryOfFreedBlocksGoesBackToTheSystemExceptAWarmRest() throws IOException {
        List<Long> blocks = new ArrayList<>();
        for (int i = 0; i < 500_000; i++) {
            blocks.add(filled(64));
        }
        for (int i = 0; i < 500; i++) {
            blocks.add(filled(60_000));
        }
        blocks.add(filled(40 << 20));
        long peak = slabs.residentBytes();
        assertTrue(peak >= slabs.usedBytes() && peak < slabs.usedBytes() * 1.02, "resident " + peak);
        assertSystemAgrees(peak);
        Collections.shuffle(blocks, new Random(1));
        blocks.forEach(slabs::free);
        assertEquals(peak, slabs.residentBytes(), "a free gives nothing back by itself");
        assertTrue(slabs.releaseEmpty(1 << 20) <= 1 << 20);
        assertTrue(slabs.residentBytes() >= peak - (1 << 20));
        long released = slabs.releaseEmpty(Long.MAX_VALUE);
        assertTrue(released > 0);
        assertEquals(WARM, slabs.residentBytes());
        assertSystemAgrees(WARM);
        assertEquals(0, slabs.heldBytes());
        assertEquals(0, slabs.releaseEmpty(Long.MAX_VALUE), "there is nothing more to give");
    }

    @Test
    void whatWasGivenBackCanBeUsedAgain() {
        for (int round = 0; round < 3; round++) {
            List<Long> blocks = new ArrayList<>();
            for (int i = 0; i < 20_000; i++) {
                blocks.add(filled(1000));
            }
            long resident = slabs.residentBytes();
            assertTrue(resident >= slabs.usedBytes() && resident < slabs.usedBytes() + 2 * WARM);
            blocks.forEach(slabs::free);
            slabs.releaseEmpty(Long.MAX_VALUE);
        }
    }

    @Test
    void whatIsNotUsedYetIsNotResident() {
        List<Long> blocks = new ArrayList<>();
        for (int bytes = 16; bytes <= 1024; bytes += 16) {
            blocks.add(slabs.allocate(bytes));
        }
        assertTrue(slabs.residentBytes() <= blocks.size() * 4096L);
        blocks.forEach(slabs::free);
    }

    private long filled(int bytes) {
        long block = slabs.allocate(bytes);
        Memory.fill(block, bytes, 1);
        return block;
    }

    /** Compares our account of the range with the kernel's. The books, which we do not count, are under 1 %. */
    private void assertSystemAgrees(long ours) throws IOException {
        Path maps = Path.of("/proc/self/smaps");
        long base = slabs.toAddress(0);
        boolean isOurs = false;
        for (String line : Files.readAllLines(maps)) {
            if (line.matches("[0-9a-f]+-[0-9a-f]+ .*")) {
                String[] ends = line.substring(0, line.indexOf(' ')).split("-");
                isOurs = Long.parseUnsignedLong(ends[0], 16) <= base && base < Long.parseUnsignedLong(ends[1], 16);
            } else if (isOurs && line.startsWith("Rss:")) {
                long rss = Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
                assertTrue(
                        rss >= ours && rss <= ours + ours / 100 + (2 << 20), () -> "system " + rss + ", ours " + ours);
            }
        }
    }

    @Test
    void accountsAreKeptApart() {
        long key = slabs.allocate(50, Account.KEYS);
        long value = slabs.allocate(100_000, Account.VALUES);
        slabs.charge(Account.SCRIPTS, 1234);
        assertEquals(56, slabs.charged(Account.KEYS));
        assertEquals(slabs.classFor(100_000), slabs.charged(Account.VALUES));
        assertEquals(1234, slabs.charged(Account.SCRIPTS));
        assertEquals(56 + slabs.classFor(100_000), slabs.usedBytes());
        slabs.free(key, Account.KEYS);
        slabs.free(value, Account.VALUES);
        slabs.charge(Account.SCRIPTS, -1234);
        for (Account account : Account.values()) {
            assertEquals(0, slabs.charged(account));
        }
        assertEquals(56 + slabs.classFor(100_000), slabs.peakUsedBytes());
    }

    @Test
    void classesTellHowFullSlabsAre() {
        List<Long> blocks = new ArrayList<>();
        for (int i = 0; i < 1024 + 256; i++) {
            blocks.add(slabs.allocate(64));
        }
        assertEquals(List.of(new ClassUse(64, 2, 1, 1280, 768)), slabs.classes());
        assertTrue(slabs.describe().contains("64           2           1        1280         768"));
        assertEquals(768 * 64, slabs.freeBlockBytes());
        long span = slabs.allocate(1 << 20);
        assertEquals(768 * 64, slabs.freeBlockBytes());
        slabs.free(span);
        blocks.forEach(slabs::free);
    }

    @Test
    void requestsAndFreesLeaveNoGarbage() {
        long[] blocks = new long[1000];
        for (int round = 0; round < 50; round++) {
            churn(blocks);
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int round = 0; round < 50; round++) {
            churn(blocks);
        }
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(bytes < 10_000, () -> bytes + " bytes on the heap for 100,000 calls");
    }

    private void churn(long[] blocks) {
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = slabs.allocate(i % 10 == 0 ? 100L * i : i);
        }
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = slabs.reallocate(blocks[i], i + 20);
        }
        for (long block : blocks) {
            slabs.free(block);
        }
    }

    @Test
    void aClosedAllocatorRefusesEverything() {
        Slabs closed = Slabs.plain(1L << 30);
        long small = closed.allocate(64);
        long large = closed.allocate(1 << 20);
        closed.close();
        assertThrows(IllegalStateException.class, () -> closed.allocate(64));
        assertThrows(IllegalStateException.class, () -> closed.allocate(20_000));
        assertThrows(IllegalStateException.class, () -> closed.allocate(1 << 20));
        assertThrows(IllegalStateException.class, () -> closed.releaseEmpty(1));
        assertThrows(IllegalArgumentException.class, () -> closed.free(small));
        assertThrows(IllegalArgumentException.class, () -> closed.free(large));
        closed.close();
    }

    @Test
    void aRangeThatTheSystemRefusesBecomesASmallerOne() {
        try (Reservation all = Reservation.of(1L << 52)) {
            assertTrue(all.bytes() >= 64L << 20 && all.bytes() < 1L << 47, "got " + all.bytes());
            assertEquals(0, all.start() % Reservation.ALIGNMENT);
            Memory.putLong(all.start() + all.bytes() - 8, 1);
        }
    }

    @Test
    void serversDoNotShareAnything() {
        try (Slabs other = Slabs.plain();
                Slabs third = Slabs.plain()) {
            long mine = slabs.allocate(64);
            long theirs = other.allocate(64);
            assertEquals(64, slabs.usedBytes());
            assertEquals(64, other.usedBytes());
            assertEquals(0, third.usedBytes());
            assertThrows(IllegalArgumentException.class, () -> slabs.free(theirs));
            slabs.free(mine);
            other.free(theirs);
        }
    }
}
