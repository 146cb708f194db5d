package io.glassbox.structure.hash;

import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;

/**
 * The buckets of all entries whose hashes begin with one prefix: a header line, home buckets, and behind them stash
 * buckets for what found room neither at home nor in the bucket behind.
 *
 * <pre>
 *  0  u8 depth             length of the prefix in bits
 *  1  u8 home buckets
 *  2  u8[6] unused
 *  8  u64 prefix           left-aligned: the lowest hash that belongs here
 * 16  u8 stash home[40]    the home bucket of each stashed entry
 * 56  u8[8] unused
 * 64  bucket[homes], bucket[stash]
 * </pre>
 *
 * A segment is named by a <em>word</em>, which is what the directory holds: bits 0-39 its reference, 40-45 its depth,
 * 48-54 its number of home buckets. With it the home bucket of a hash is found without a look at the header.
 *
 * <p>Home buckets follow the order of hashes: the bits behind the prefix choose among them in proportion. So a segment
 * may have any number of them, and the buckets of the whole table, in order, are the hashes in order, however often
 * segments are split, merged or grown. That is what makes a position in a scan one number.
 */
final class Segment {
    static final int MAX_HOMES = 64;
    static final int MAX_STASH = 4;

    /** All lines of the largest segment but its header. */
    static final int MAX_LINES = MAX_HOMES + MAX_STASH;

    /** Entries that the largest segment has room for. */
    static final int MAX_PLACES = MAX_LINES * Bucket.PLACES;

    /**
     * Numbers of home buckets, such that a segment fills a size class of the slabs exactly. The one between half and whole is
     * for the two that a split leaves: it saves a byte a key on average, and four where random drift has split many segments
     * early, for one more regrouping.
     */
    private static final int[] SIZES = {1, 2, 4, 8, 12, 16, 24, 32, 40, MAX_HOMES};

    /** How full segments may be on average when their number is chosen beforehand; each grows or splits at about 90. */
    private static final int MEAN_PERCENT = 85;

    private static final int HEADER_BYTES = 64;
    private static final int HOMES = 1;
    private static final int PREFIX = 8;
    private static final int STASH_HOMES = 16;

    private static final long REFERENCE_MASK = (1L << 40) - 1;
    private static final int DEPTH_SHIFT = 40;
    private static final int HOMES_SHIFT = 48;

    /** The home bucket follows from this many bits behind the prefix. */
    private static final int HOME_BITS = 12;

    private Segment() {}

    static long word(long reference, int depth, int homes) {
        return reference | (long) depth << DEPTH_SHIFT | (long) homes << HOMES_SHIFT;
    }

    static long reference(long word) {
        return word & REFERENCE_MASK;
    }

    static int depth(long word) {
        return (int) (word >>> DEPTH_SHIFT) & 0x3f;
    }

    static int homes(long word) {
        return (int) (word >>> HOMES_SHIFT);
    }

    static int home(long word, long hash) {
        // The shift takes the low six bits of its distance: the depth.
        return (int) ((hash << (int) (word >>> DEPTH_SHIFT) >>> (64 - HOME_BITS)) * homes(word) >>> HOME_BITS);
    }

    /** The lowest hash that belongs to the segment of {@code hash}. */
    static long prefix(long word, long hash) {
        int depth = depth(word);
        return depth == 0 ? 0 : hash & -1L << (64 - depth);
    }

    static boolean isIn(long hash, int depth, long prefix) {
        return (hash ^ prefix) >>> 1 >>> (63 - depth) == 0;
    }

    /** The lowest hash beyond a home bucket of the segment with this prefix; 0 behind the last bucket of all. */
    static long hashAfter(long word, long prefix, int home) {
        int homes = homes(word);
        int depth = depth(word);
        if (home + 1 < homes) {
            long step = (((long) home + 1 << HOME_BITS) + homes - 1) / homes;
            return prefix | step << (64 - HOME_BITS) >>> depth;
        }
        return depth == 0 ? 0 : prefix + (1L << (64 - depth));
    }

    /** The next larger size; {@link #MAX_HOMES} and more is the cue to split instead. */
    static int grown(int homes) {
        int i = 0;
        while (SIZES[i] <= homes && i < SIZES.length - 1) {
            i++;
        }
        return SIZES[i];
    }

    /** The smallest size that so many entries fill to no more than three quarters, or the largest. */
    static int fitting(int entries) {
        return smallest(entries, 75);
    }

    /** The smallest size for so many entries, if that is a mean: chance adds to some segments, and few of those have to grow. */
    static int fittingOnAverage(long entries) {
        return smallest(entries, MEAN_PERCENT);
    }

    /** The highest mean of entries that the largest size is good for. */
    static int mostOnAverage() {
        return MAX_PLACES * MEAN_PERCENT / 100;
    }

    /** The smallest size that so many entries fill to no more than so many percent, or the largest. */
    private static int smallest(long entries, int percent) {
        int i = 0;
        while (entries * 100 > (long) places(SIZES[i]) * percent && i < SIZES.length - 1) {
            i++;
        }
        return SIZES[i];
    }

    static int places(int homes) {
        return lines(homes) * Bucket.PLACES;
    }

    private static int stash(int homes) {
        if (homes == MAX_HOMES) {
            return MAX_STASH;
        }
        return homes >= 32 ? 3 : homes >= 8 ? 1 : 0;
    }

    /** All buckets, those of the stash included. */
    static int lines(int homes) {
        return homes + stash(homes);
    }

    static int bytes(int homes) {
        return HEADER_BYTES + lines(homes) * Bucket.BYTES;
    }

    static void format(long segment, int depth, int homes, long prefix) {
        Memory.fill(segment, bytes(homes), 0);
        Memory.putByte(segment, depth);
        Memory.putByte(segment + HOMES, homes);
        Memory.putLong(segment + PREFIX, prefix);
    }

    static long bucket(long segment, int line) {
        return segment + HEADER_BYTES + (long) line * Bucket.BYTES;
    }

    static int neighbour(int home, int homes) {
        return home + 1 == homes ? 0 : home + 1;
    }

    /** Whether there was room; if not, nothing has changed. */
    static boolean insert(long segment, int homes, int home, long hash, long reference) {
        long bucket = bucket(segment, home);
        long pattern = Bucket.pattern(hash);
        long free = Bucket.free(bucket);
        if (free != 0) {
            Bucket.put(bucket, Bucket.first(free), pattern, reference);
            return true;
        }
        long behind = bucket(segment, neighbour(home, homes));
        free = Bucket.free(behind);
        if (free != 0) {
            Bucket.putGuest(behind, Bucket.first(free), pattern, reference);
            Bucket.addPushed(bucket);
            return true;
        }
        return insertIntoStash(segment, homes, home, pattern, reference);
    }

    private static boolean insertIntoStash(long segment, int homes, int home, long pattern, long reference) {
        int stash = stash(homes);
        for (int i = 0; i < stash; i++) {
            long bucket = bucket(segment, homes + i);
            long free = Bucket.free(bucket);
            if (free != 0) {
                int place = Bucket.first(free);
                Bucket.put(bucket, place, pattern, reference);
                setStashHome(segment, i, place, home);
                Bucket.addStashed(bucket(segment, home));
                return true;
            }
        }
        return false;
    }

    /** Where an entry is, as {@code line * 16 + place}; -1 if it is not here. */
    static int locate(long segment, int homes, int home, long hash, long reference) {
        long pattern = Bucket.pattern(hash);
        int position = locateIn(segment, home, pattern, reference);
        long bucket = bucket(segment, home);
        if (position < 0 && Bucket.hasPushed(bucket)) {
            position = locateIn(segment, neighbour(home, homes), pattern, reference);
        }
        if (position < 0 && Bucket.hasStashed(bucket)) {
            int lines = lines(homes);
            for (int line = homes; line < lines && position < 0; line++) {
                position = locateIn(segment, line, pattern, reference);
            }
        }
        return position;
    }

    private static int locateIn(long segment, int line, long pattern, long reference) {
        long bucket = bucket(segment, line);
        for (long matches = Bucket.matches(bucket, pattern); matches != 0; matches &= matches - 1) {
            int place = Bucket.first(matches);
            if (Bucket.reference(bucket, place) == reference) {
                return line << 4 | place;
            }
        }
        return -1;
    }

    static void replace(long segment, int position, long reference) {
        Bucket.setReference(bucket(segment, position >>> 4), position & 15, reference);
    }

    static void remove(long segment, int homes, int home, int position) {
        int line = position >>> 4;
        Bucket.clear(bucket(segment, line), position & 15);
        if (line >= homes) {
            Bucket.subtractStashed(bucket(segment, home));
        } else if (line != home) {
            Bucket.subtractPushed(bucket(segment, home));
        }
    }

    /** Hands out the addresses of all entries whose home is this bucket, wherever they are. */
    static void forEachOfHome(Slabs slabs, long segment, int homes, int home, HashTable.EntryVisitor visitor) {
        long bucket = bucket(segment, home);
        forEach(slabs, bucket, Bucket.usedByOwn(bucket), visitor);
        if (Bucket.hasPushed(bucket)) {
            long behind = bucket(segment, neighbour(home, homes));
            forEach(slabs, behind, Bucket.usedByGuests(behind), visitor);
        }
        int stashed = Bucket.stashed(bucket);
        for (int i = 0; stashed > 0; i++) {
            long stash = bucket(segment, homes + i);
            for (long used = Bucket.used(stash); used != 0; used &= used - 1) {
                int place = Bucket.first(used);
                if (stashHome(segment, i, place) == home) {
                    visitor.visit(slabs.toAddress(Bucket.reference(stash, place)));
                    stashed--;
                }
            }
        }
    }

    static void forEach(Slabs slabs, long bucket, long places, HashTable.EntryVisitor visitor) {
        for (long rest = places; rest != 0; rest &= rest - 1) {
            visitor.visit(slabs.toAddress(Bucket.reference(bucket, Bucket.first(rest))));
        }
    }

    static int count(long segment, int homes) {
        int count = 0;
        int lines = lines(homes);
        for (int line = 0; line < lines; line++) {
            count += Bucket.count(bucket(segment, line));
        }
        return count;
    }

    static int stashHome(long segment, int stash, int place) {
        return Memory.getByte(stashHomeAddress(segment, stash, place));
    }

    private static void setStashHome(long segment, int stash, int place, int home) {
        Memory.putByte(stashHomeAddress(segment, stash, place), home);
    }

    private static long stashHomeAddress(long segment, int stash, int place) {
        return segment + STASH_HOMES + (long) stash * Bucket.PLACES + place;
    }
}
