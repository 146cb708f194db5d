package io.glassbox.structure.hash;

import io.glassbox.structure.memory.Account;
import io.glassbox.structure.memory.Slabs;

/**
 * Growing, splitting, merging and shrinking segments: moves the entries of one or two into others.
 *
 * <p>New segments are made beside the old ones, so that a failure leaves the table as it was. Keys are hashed again,
 * since a table that kept hashes would pay eight bytes an entry all the time; a pass that only touches every entry comes
 * first, because the misses of independent loads overlap while those between long dependent hashes do not.
 */
final class Regrouping {
    /** Two segments merge if the result is filled no more than this; they split at about 0.9. */
    private static final int MERGED_MAX = Segment.MAX_PLACES * 55 / 100;

    /** A segment becomes smaller if fewer than one in so many places are used; it grows at about 0.9. */
    private static final int SPARSE = 3;

    private final Slabs slabs;
    private final SipHash hashing;
    private final EntryFormat format;
    private final long[] references = new long[Segment.MAX_PLACES];
    private final long[] hashes = new long[Segment.MAX_PLACES];
    private final int[] lengths = new int[Segment.MAX_PLACES];
    private int count;

    Regrouping(Slabs slabs, SipHash hashing, EntryFormat format) {
        this.slabs = slabs;
        this.hashing = hashing;
        this.format = format;
    }

    /**
     * Gives the entries of a full segment more room.
     *
     * @throws IllegalStateException if that is not possible because their hashes hardly differ
     */
    void expand(Directory directory, long word, long prefix, long size) {
        count = 0;
        load(word);
        int homes = Segment.homes(word);
        while (homes < Segment.MAX_HOMES) {
            homes = Segment.grown(homes);
            long larger = build(Segment.depth(word), homes, prefix);
            if (larger != 0) {
                directory.free(word);
                directory.add(larger, prefix);
                return;
            }
        }
        split(directory, word, prefix, size);
    }

    private void split(Directory directory, long word, long prefix, long size) {
        int depth = Segment.depth(word) + 1;
        if (depth > directory.depth()) {
            directory.makeDeeper(size);
        }
        long upperPrefix = prefix | 1L << (64 - depth);
        long lower = buildFitting(depth, prefix);
        long upper = 0;
        try {
            upper = lower == 0 ? 0 : buildFitting(depth, upperPrefix);
        } finally {
            if (upper == 0 && lower != 0) {
                discard(lower);
            }
        }
        if (upper == 0) {
            throw new IllegalStateException(count + " hashes begin with the same " + depth + " bits");
        }
        directory.free(word);
        directory.add(lower, prefix);
        directory.add(upper, upperPrefix);
    }

    /**
     * Merges a segment with the one whose prefix differs in the last bit, if that one exists and they have few entries; or else
     * makes it smaller, if it is sparse. Looks at every bucket of both to find out.
     *
     * @return whether they were merged
     */
    boolean contract(Directory directory, long word, long prefix) {
        int entries = entriesOf(directory, word);
        int depth = Segment.depth(word);
        if (depth > 0) {
            long buddyPrefix = prefix ^ 1L << (64 - depth);
            long buddy = directory.wordOf(buddyPrefix);
            if (Segment.depth(buddy) == depth
                    && entries + entriesOf(directory, buddy) <= MERGED_MAX
                    && merge(directory, word, buddy, prefix & buddyPrefix)) {
                return true;
            }
        }
        int homes = Segment.homes(word);
        if (entries * SPARSE < Segment.places(homes) && Segment.fitting(entries) < homes) {
            shrink(directory, word, prefix);
        }
        return false;
    }

    private boolean merge(Directory directory, long word, long buddy, long prefix) {
        count = 0;
        load(word);
        load(buddy);
        long merged = buildFitting(Segment.depth(word) - 1, prefix);
        if (merged == 0) {
            return false;
        }
        directory.free(word);
        directory.free(buddy);
        directory.add(merged, prefix);
        directory.makeAsShallowAsPossible();
        return true;
    }

    private void shrink(Directory directory, long word, long prefix) {
        count = 0;
        load(word);
        long smaller = build(Segment.depth(word), Segment.fitting(count), prefix);
        if (smaller != 0) {
            directory.free(word);
            directory.add(smaller, prefix);
        }
    }

    /** As {@link #build}, of a size that leaves some room, or a larger one if that does not suffice. */
    private long buildFitting(int depth, long prefix) {
        int entries = 0;
        for (int i = 0; i < count; i++) {
            entries += Segment.isIn(hashes[i], depth, prefix) ? 1 : 0;
        }
        int homes = Segment.fitting(entries);
        long word = build(depth, homes, prefix);
        while (word == 0 && homes < Segment.MAX_HOMES) {
            homes = Segment.grown(homes);
            word = build(depth, homes, prefix);
        }
        return word;
    }

    /** A new segment with those of the loaded entries that belong to this prefix; 0 if they do not fit. */
    private long build(int depth, int homes, long prefix) {
        long segment = slabs.allocate(Segment.bytes(homes), Account.TABLES);
        Segment.format(segment, depth, homes, prefix);
        long word = Segment.word(slabs.toReference(segment), depth, homes);
        for (int i = 0; i < count; i++) {
            long hash = hashes[i];
            if (Segment.isIn(hash, depth, prefix)
                    && !Segment.insert(segment, homes, Segment.home(word, hash), hash, references[i])) {
                discard(word);
                return 0;
            }
        }
        return word;
    }

    private void discard(long word) {
        slabs.free(slabs.toAddress(Segment.reference(word)), Account.TABLES);
    }

    private static int entriesOf(Directory directory, long word) {
        return Segment.count(directory.addressOf(word), Segment.homes(word));
    }

    private void load(long word) {
        int from = count;
        long segment = slabs.toAddress(Segment.reference(word));
        int lines = Segment.lines(Segment.homes(word));
        for (int line = 0; line < lines; line++) {
            long bucket = Segment.bucket(segment, line);
            for (long used = Bucket.used(bucket); used != 0; used &= used - 1) {
                references[count++] = Bucket.reference(bucket, Bucket.first(used));
            }
        }
        for (int i = from; i < count; i++) {
            lengths[i] = format.keyLength(slabs.toAddress(references[i]));
        }
        for (int i = from; i < count; i++) {
            hashes[i] = hashing.hash(format.keyAddress(slabs.toAddress(references[i])), lengths[i]);
        }
    }
}
