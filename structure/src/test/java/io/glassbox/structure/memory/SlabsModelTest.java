package io.glassbox.structure.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.quality.testkit.Randomized;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The allocator against a model: which blocks live, where, how long and with what contents. */
class SlabsModelTest {
    private static final int ITERATIONS = Randomized.iterations(300_000);
    private static final long LIVE_LIMIT = 96L << 20;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void blocksNeverOverlapAndKeepTheirContents(boolean isChecked) {
        Randomized.test(random -> {
            try (Slabs slabs = isChecked ? Slabs.checked(4L << 30) : Slabs.plain(4L << 30)) {
                new Model(slabs, random).run(isChecked ? ITERATIONS / 4 : ITERATIONS);
            }
        });
    }

    private static final class Block {
        final long address;
        final long bytes;
        final int tag;
        int index;

        Block(long address, long bytes, int tag) {
            this.address = address;
            this.bytes = bytes;
            this.tag = tag;
        }
    }

    private static final class Model {
        private final Slabs slabs;
        private final SplittableRandom random;
        private final List<Block> live = new ArrayList<>();
        private final TreeMap<Long, Block> byAddress = new TreeMap<>();
        private long used;
        private long peak;

        Model(Slabs slabs, SplittableRandom random) {
            this.slabs = slabs;
            this.random = random;
        }

        void run(int iterations) {
            for (int i = 0; i < iterations; i++) {
                step(i);
                assertEquals(used, slabs.usedBytes());
                if (i % 50_000 == 49_999) {
                    checkEverything();
                }
            }
            checkEverything();
            while (!live.isEmpty()) {
                free(live.getLast());
            }
            slabs.sweep();
            assertEquals(0, slabs.usedBytes());
            assertTrue(slabs.peakUsedBytes() >= peak, "moving a block holds both for a moment");
            assertTrue(slabs.leaks().isEmpty());
        }

        private void step(int i) {
            // Waves: mostly growing, then mostly shrinking, so that slabs and spans come and go.
            boolean isGrowing = (i / 20_000) % 2 == 0;
            int dice = random.nextInt(100);
            if (live.isEmpty() || (used < LIVE_LIMIT && dice < (isGrowing ? 60 : 30))) {
                allocate(randomBytes());
            } else if (dice < 90) {
                free(live.get(random.nextInt(live.size())));
            } else {
                reallocate(live.get(random.nextInt(live.size())));
            }
            if (dice == 0 && random.nextInt(20) == 0) {
                slabs.releaseEmpty(random.nextInt(8 << 20));
            }
        }

        private long randomBytes() {
            return switch (random.nextInt(2000)) {
                case 0 -> random.nextInt(8 << 20);
                case 1, 2, 3 -> random.nextInt(1 << 20);
                default ->
                    switch (random.nextInt(50)) {
                        case 0 -> random.nextInt(96 << 10);
                        case 1, 2, 3 -> random.nextInt(17 << 10);
                        default -> random.nextInt(300);
                    };
            };
        }

        private void allocate(long bytes) {
            add(slabs.allocate(bytes), bytes);
        }

        private void add(long address, long bytes) {
            assertEquals(0, address & 7);
            assertTrue(slabs.toReference(address) > 0 && slabs.toReference(address) < 1L << 40);
            assertEquals(address, slabs.toAddress(slabs.toReference(address)));
            assertTrue(slabs.sizeOf(address) >= bytes);
            assertEquals(slabs.classFor(bytes), slabs.sizeOf(address));
            Block block = new Block(address, bytes, random.nextInt());
            fill(block);
            block.index = live.size();
            live.add(block);
            byAddress.put(address, block);
            used += slabs.sizeOf(address);
            peak = Math.max(peak, used);
        }

        private void free(Block block) {
            check(block);
            remove(block);
            slabs.free(block.address);
        }

        private void reallocate(Block block) {
            check(block);
            remove(block);
            long newBytes = random.nextBoolean() ? randomBytes() : block.bytes + random.nextInt(100_000);
            long address = slabs.reallocate(block.address, newBytes);
            checkContents(address, Math.min(newBytes, block.bytes), block.tag);
            add(address, newBytes);
        }

        private void remove(Block block) {
            used -= slabs.sizeOf(block.address);
            Block last = live.removeLast();
            if (last != block) {
                live.set(block.index, last);
                last.index = block.index;
            }
            byAddress.remove(block.address);
        }

        private void checkEverything() {
            slabs.sweep();
            long end = 0;
            for (Block block : byAddress.values()) {
                assertTrue(block.address >= end, "blocks overlap");
                end = block.address + slabs.sizeOf(block.address);
                check(block);
            }
            assertTrue(slabs.heldBytes() >= slabs.usedBytes());
        }

        private static void check(Block block) {
            checkContents(block.address, block.bytes, block.tag);
        }

        /** Start and end of a block are enough to notice another one on top of it. */
        private static void fill(Block block) {
            for (long i = 0; i < Math.min(64, block.bytes); i++) {
                Memory.putByte(block.address + i, (int) (block.tag + i));
            }
            for (long i = Math.max(0, block.bytes - 64); i < block.bytes; i++) {
                Memory.putByte(block.address + i, (int) (block.tag + i));
            }
        }

        private static void checkContents(long address, long bytes, int tag) {
            for (long i = 0; i < Math.min(64, bytes); i++) {
                assertEquals((byte) (tag + i), Memory.getByte(address + i));
            }
        }
    }
}
