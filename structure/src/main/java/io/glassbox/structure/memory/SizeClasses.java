package io.glassbox.structure.memory;

/**
 * The block sizes that slabs are cut into: 16 to 128 in steps of 8, then eight per doubling up to 16 KiB.
 *
 * <p>A block is thus at most an eighth larger than asked for (above 128 bytes). One size is exact, because the keyspace
 * is made of it: 4416 bytes, a table segment of 69 cache lines.
 */
final class SizeClasses {
    /** The largest block that lives in a slab; above it spans begin. */
    static final int MAX_BYTES = 16 << 10;

    static final int COUNT = 72;

    private static final int TABLE_SEGMENT_BYTES = 4416;
    private static final int[] BYTES = sizes();
    private static final int[] PER_SLAB = slabCapacities();
    private static final byte[] BY_WORDS = classesByWords();

    private SizeClasses() {}

    /** The class of a block of {@code bytes}, 0 to {@link #MAX_BYTES}. */
    static int of(int bytes) {
        return BY_WORDS[(bytes + 7) >>> 3];
    }

    static int bytes(int sizeClass) {
        return BYTES[sizeClass];
    }

    /** Blocks in a slab: up to 4096; what is left over at its end is never touched. */
    static int perSlab(int sizeClass) {
        return PER_SLAB[sizeClass];
    }

    private static int[] sizes() {
        int[] sizes = new int[COUNT];
        int count = 0;
        for (int size = 16; size <= 128; size += 8) {
            sizes[count++] = size;
        }
        for (int from = 128; from < MAX_BYTES; from *= 2) {
            for (int step = 1; step <= 8; step++) {
                int size = from + step * (from / 8);
                if (size > TABLE_SEGMENT_BYTES && sizes[count - 1] < TABLE_SEGMENT_BYTES) {
                    sizes[count++] = TABLE_SEGMENT_BYTES;
                }
                sizes[count++] = size;
            }
        }
        return sizes;
    }

    private static int[] slabCapacities() {
        int[] capacities = new int[COUNT];
        for (int i = 0; i < COUNT; i++) {
            capacities[i] = Spans.UNIT_BYTES / BYTES[i];
        }
        return capacities;
    }

    private static byte[] classesByWords() {
        byte[] classes = new byte[(MAX_BYTES >>> 3) + 1];
        int sizeClass = 0;
        for (int words = 0; words < classes.length; words++) {
            if (words * 8 > BYTES[sizeClass]) {
                sizeClass++;
            }
            classes[words] = (byte) sizeClass;
        }
        return classes;
    }
}
