package io.glassbox.structure.hash;

import io.glassbox.foundation.random.RandomSource;
import io.glassbox.structure.memory.Slabs;

/**
 * Random entries of a table.
 *
 * <p>{@link #one} is fair: it draws a place of the directory and a place of the largest possible segment, and draws again
 * unless the first is where its segment begins, the second exists and an entry is there. So every place of every segment
 * has the same probability, and with it every entry, however full its surroundings. Since removals contract a table in
 * which fewer than three in ten places are used, some three draws are usual and more than a hundred rare.
 */
final class Sampling {
    /** Reached only by a table whose entries lie in few of its segments, which no sequence of calls is known to bring about. */
    private static final int MAX_DRAWS = 2000;

    /** Buckets that are looked at for each entry wanted, at most. */
    private static final int BUCKETS_PER_ENTRY = 8;

    private Sampling() {}

    static long one(Directory directory, Slabs slabs, RandomSource random) {
        int depth = directory.depth();
        int places = places(directory);
        for (int draw = 0; draw < MAX_DRAWS; draw++) {
            long bits = random.nextLong();
            long index = bits >>> 1 >>> (63 - depth);
            long word = directory.at(index);
            int place = (int) ((bits & 0xffff_ffffL) * places >>> 32);
            int line = place / Bucket.PLACES;
            if ((index & (directory.width(word) - 1)) == 0 && line < Segment.lines(Segment.homes(word))) {
                long bucket = Segment.bucket(directory.addressOf(word), line);
                if (Bucket.isUsed(bucket, place % Bucket.PLACES)) {
                    return slabs.toAddress(Bucket.reference(bucket, place % Bucket.PLACES));
                }
            }
        }
        return next(directory, slabs, random.nextLong());
    }

    private static int places(Directory directory) {
        int lines = directory.depth() == 0 ? Segment.lines(Segment.homes(directory.at(0))) : Segment.MAX_LINES;
        return lines * Bucket.PLACES;
    }

    /** The first entry in the segment of a hash, or in the next segments that have one. */
    private static long next(Directory directory, Slabs slabs, long hash) {
        long position = hash;
        while (true) {
            long word = directory.wordOf(position);
            long segment = directory.addressOf(word);
            int lines = Segment.lines(Segment.homes(word));
            for (int line = 0; line < lines; line++) {
                long bucket = Segment.bucket(segment, line);
                long used = Bucket.used(bucket);
                if (used != 0) {
                    return slabs.toAddress(Bucket.reference(bucket, Bucket.first(used)));
                }
            }
            position = Segment.hashAfter(word, Segment.prefix(word, position), Segment.homes(word) - 1);
        }
    }

    static int several(Directory directory, Slabs slabs, RandomSource random, long[] sample, int count) {
        long position = random.nextLong();
        long word = directory.wordOf(position);
        int line = Segment.home(word, position);
        int found = 0;
        // Not more buckets than there are, lest an entry come twice.
        long left = Math.min(directory.places() / Bucket.PLACES, (long) count * BUCKETS_PER_ENTRY);
        while (found < count && left-- > 0) {
            if (line == Segment.lines(Segment.homes(word))) {
                position = Segment.hashAfter(word, Segment.prefix(word, position), Segment.homes(word) - 1);
                word = directory.wordOf(position);
                line = 0;
            }
            long bucket = Segment.bucket(directory.addressOf(word), line++);
            for (long used = Bucket.used(bucket); used != 0 && found < count; used &= used - 1) {
                sample[found++] = slabs.toAddress(Bucket.reference(bucket, Bucket.first(used)));
            }
        }
        return found;
    }
}
