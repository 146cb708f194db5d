package io.glassbox.structure.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class CheckedSlabsTest {
    private final Slabs slabs = Slabs.checked(1L << 30);
    private boolean isDamaged;

    @AfterEach
    void whatIsStillDamagedIsReportedAtTheEnd() {
        if (isDamaged) {
            assertThrows(MemoryFault.class, slabs::close);
        }
        slabs.close();
        assertThrows(MemoryFault.class, () -> slabs.allocate(1));
    }

    @Test
    void aWriteBeyondTheEndIsFoundWhenTheBlockIsFreed() {
        long block = slabs.allocate(40);
        Memory.putByte(block + 40, 1);
        assertDamage("written beyond its end", () -> slabs.free(block));
    }

    @Test
    void aWriteBeforeTheStartIsFoundWhenTheBlockIsFreed() {
        long block = slabs.allocate(40);
        Memory.putByte(block - 1, 1);
        assertDamage("written before its start", () -> slabs.free(block));
    }

    @Test
    void aWriteFarBeforeTheStartIsFoundToo() {
        long block = slabs.allocate(40);
        Memory.fill(block - 32, 32, 0xFF);
        assertDamage("written before its start", () -> slabs.free(block));
    }

    @Test
    void theSweepFindsDamageWithoutAFree() {
        long before = slabs.allocate(100);
        long damaged = slabs.allocate(100_000);
        slabs.sweep();
        Memory.putLong(damaged + slabs.sizeOf(damaged), 0);
        assertDamage("of 100000 bytes", slabs::sweep);
        slabs.free(before);
    }

    @Test
    void reallocationFindsDamageAndAlwaysMoves() {
        long block = slabs.allocate(100);
        Memory.putInt(block, 4711);
        long moved = slabs.reallocate(block, 101);
        assertNotEquals(block, moved);
        assertEquals(4711, Memory.getInt(moved));
        Memory.putByte(moved + slabs.sizeOf(moved), 1);
        assertDamage("written beyond its end", () -> slabs.reallocate(moved, 1000));
    }

    @Test
    void aSecondFreeIsRefusedWithBothPlaces() {
        long block = slabs.allocate(24);
        slabs.free(block);
        String message = assertFault("freed twice", () -> slabs.free(block));
        assertTrue(message.contains("allocated at CheckedSlabsTest.aSecondFree"), message);
        assertTrue(message.contains("freed at CheckedSlabsTest.aSecondFree"), message);
        assertFault("freed twice", () -> slabs.sizeOf(block));
        assertFault("freed twice", () -> slabs.reallocate(block, 100));
    }

    @Test
    void addressesThatAreNoBlocksAreRefused() {
        long block = slabs.allocate(64);
        long[] foreign = {block + 8, block + 1, block - 8, 0, 8, -8, slabs.toAddress(0), block + (1L << 35)};
        for (long address : foreign) {
            assertFault("no block starts at", () -> slabs.free(address));
        }
        slabs.free(block);
        assertEquals(0, slabs.usedBytes());
    }

    @Test
    void freedBlocksReadAsPoisonAndNewOnesNotAsZeros() {
        long block = slabs.allocate(64);
        assertEquals(0xA5A5A5A5, Memory.getInt(block));
        slabs.free(block);
        assertEquals(0xDDDDDDDD, Memory.getInt(block));
        assertNotEquals(block, slabs.allocate(64), "a freed block waits before it is used again");
    }

    @Test
    void aWriteAfterTheFreeIsFoundByTheSweep() {
        long block = slabs.allocate(64);
        slabs.free(block);
        slabs.sweep();
        Memory.putByte(block + 17, 1);
        assertDamage("written after free, near byte 16", slabs::sweep);
    }

    @Test
    void aWriteAfterTheFreeIsFoundWhenTheBlockLeavesQuarantine() {
        long block = slabs.allocate(64);
        slabs.free(block);
        Memory.putByte(block + 63, 1);
        assertDamage("written after free", () -> {
            for (int i = 0; i < 70; i++) {
                slabs.free(slabs.allocate(1 << 20));
            }
        });
    }

    @Test
    void quarantineHoldsABoundedAmount() {
        for (int i = 0; i < 300; i++) {
            slabs.free(slabs.allocate(1 << 20));
        }
        slabs.free(slabs.allocate(100 << 20));
        assertEquals(0, slabs.usedBytes());
        assertTrue(slabs.heldBytes() <= 80L << 20, () -> "held " + slabs.heldBytes());
    }

    @Test
    void quarantineGivesWayBeforeARequestIsRefused() {
        try (Slabs small = Slabs.checked(96L << 20)) {
            for (int i = 0; i < 20; i++) {
                small.free(small.allocate(30L << 20));
            }
            assertEquals(0, small.usedBytes());
        }
    }

    @Test
    void leaksAreListedByPlaceMostBytesFirst() {
        long[] small = new long[10];
        for (int i = 0; i < small.length; i++) {
            small[i] = allocateSmall();
        }
        long large = allocateLarge();
        List<AllocationSite> leaks = slabs.leaks();
        assertEquals(2, leaks.size());
        assertTrue(leaks.get(0).place().startsWith("CheckedSlabsTest.allocateLarge"), leaks.toString());
        assertEquals(1, leaks.get(0).blocks());
        assertEquals(slabs.classFor(50_000), leaks.get(0).bytes());
        assertTrue(leaks.get(1).place().startsWith("CheckedSlabsTest.allocateSmall"), leaks.toString());
        assertEquals(10, leaks.get(1).blocks());
        assertEquals(10 * 48, leaks.get(1).bytes());
        for (long block : small) {
            slabs.free(block, Account.KEYS);
        }
        slabs.free(large);
        assertTrue(slabs.leaks().isEmpty());
    }

    private long allocateSmall() {
        return slabs.allocate(44, Account.KEYS);
    }

    private long allocateLarge() {
        return slabs.allocate(50_000);
    }

    @Test
    void sizesAreCountedAsInAPlainAllocator() {
        try (Slabs plain = Slabs.plain(1L << 30)) {
            for (long bytes : new long[] {0, 1, 16, 17, 100, 4416, 16384, 16385, 70_000, 600_000, 5_000_000}) {
                assertEquals(plain.sizeOf(plain.allocate(bytes)), slabs.sizeOf(slabs.allocate(bytes)));
                assertEquals(plain.usedBytes(), slabs.usedBytes());
            }
        }
    }

    @Test
    void onlyTheOwnerMayAllocateAndFree() throws InterruptedException {
        long block = slabs.allocate(64);
        slabs.bindTo(Thread.currentThread());
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread other = new Thread(() -> slabs.free(block), "intruder");
        other.setUncaughtExceptionHandler((thread, e) -> thrown.set(e));
        other.start();
        other.join();
        assertTrue(String.valueOf(thrown.get()).contains("used by thread intruder"), () -> "thrown: " + thrown.get());
        slabs.free(block);
    }

    @Test
    void aSystemPropertyAsksForIt() {
        String before = System.getProperty("glassbox.memory");
        try {
            System.setProperty("glassbox.memory", "checked");
            try (Slabs chosen = Slabs.create()) {
                assertTrue(chosen instanceof CheckedSlabs);
            }
            System.setProperty("glassbox.memory", "plain");
            try (Slabs chosen = Slabs.create()) {
                assertFalse(chosen instanceof CheckedSlabs);
            }
        } finally {
            if (before == null) {
                System.clearProperty("glassbox.memory");
            } else {
                System.setProperty("glassbox.memory", before);
            }
        }
    }

    private String assertDamage(String part, Executable action) {
        isDamaged = true;
        return assertFault(part, action);
    }

    private static String assertFault(String part, Executable action) {
        String message = String.valueOf(assertThrows(MemoryFault.class, action).getMessage());
        assertTrue(message.contains(part), message);
        return message;
    }
}
