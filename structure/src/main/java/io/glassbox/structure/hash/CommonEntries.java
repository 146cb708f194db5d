package io.glassbox.structure.hash;

import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;

/**
 * Finds the entries whose keys another table has, too, without hashing a key.
 *
 * <p>All tables of a server hash alike and keep their buckets in the order of hashes. So the few buckets of the other table
 * that may hold what belongs to one bucket of the first are known beforehand, and both tables are read in order. A key that
 * is not in the other table usually fails by its fingerprint, before it is read. Where the other table is so much finer that
 * there are more buckets than {@link #MOST_LINES}, keys are looked up one by one.
 */
public final class CommonEntries {
    /** As many buckets are searched for a fingerprint in less time than it takes to hash a short key. */
    private static final int MOST_LINES = 6;

    private final Slabs slabs;
    private final HashTable table;
    private final long[] lines = new long[MOST_LINES];
    private int count;

    public CommonEntries(Slabs slabs, HashTable table) {
        this.slabs = slabs;
        this.table = table;
    }

    /**
     * Like {@link HashTable#scan}, but hands out only what {@code other} has, too, which must hash with the same secret and may
     * not change meanwhile.
     */
    public long scan(long cursor, HashTable other, HashTable.EntryVisitor visitor) {
        if (table.isEmpty() || other.isEmpty()) {
            return 0;
        }
        long position = Long.reverse(cursor);
        long word = table.directory().wordOf(position);
        long prefix = Segment.prefix(word, position);
        int home = Segment.home(word, position);
        long lowest = home == 0 ? prefix : Segment.hashAfter(word, prefix, home - 1);
        long end = Segment.hashAfter(word, prefix, home);
        if (!collectLines(other.directory(), lowest, end - 1)) {
            count = 0;
        }
        visitHome(word, home, other, visitor);
        return Long.reverse(end);
    }

    /** Notes all buckets where entries with these hashes can be; false if they are too many. */
    private boolean collectLines(Directory directory, long lowest, long highest) {
        count = 0;
        long hash = lowest;
        do {
            long word = directory.wordOf(hash);
            int home = Segment.home(word, hash);
            if (!collectHome(directory.addressOf(word), Segment.homes(word), home)) {
                return false;
            }
            hash = Segment.hashAfter(word, Segment.prefix(word, hash), home);
        } while (hash != 0 && Long.compareUnsigned(hash, highest) <= 0);
        return true;
    }

    private boolean collectHome(long segment, int homes, int home) {
        long bucket = Segment.bucket(segment, home);
        boolean fits = collect(bucket);
        if (fits && Bucket.hasPushed(bucket)) {
            fits = collect(Segment.bucket(segment, Segment.neighbour(home, homes)));
        }
        if (fits && Bucket.hasStashed(bucket)) {
            int end = Segment.lines(homes);
            for (int line = homes; line < end && fits; line++) {
                fits = collect(Segment.bucket(segment, line));
            }
        }
        return fits;
    }

    private boolean collect(long line) {
        for (int i = 0; i < count; i++) {
            if (lines[i] == line) {
                return true;
            }
        }
        if (count == MOST_LINES) {
            return false;
        }
        lines[count++] = line;
        return true;
    }

    private void visitHome(long word, int home, HashTable other, HashTable.EntryVisitor visitor) {
        long segment = table.directory().addressOf(word);
        int homes = Segment.homes(word);
        long bucket = Segment.bucket(segment, home);
        visit(bucket, Bucket.usedByOwn(bucket), other, visitor);
        if (Bucket.hasPushed(bucket)) {
            long behind = Segment.bucket(segment, Segment.neighbour(home, homes));
            visit(behind, Bucket.usedByGuests(behind), other, visitor);
        }
        int stashed = Bucket.stashed(bucket);
        for (int i = 0; stashed > 0; i++) {
            long stash = Segment.bucket(segment, homes + i);
            for (long used = Bucket.used(stash); used != 0; used &= used - 1) {
                if (Segment.stashHome(segment, i, Bucket.first(used)) == home) {
                    visit(stash, used & -used, other, visitor);
                    stashed--;
                }
            }
        }
    }

    private void visit(long bucket, long places, HashTable other, HashTable.EntryVisitor visitor) {
        for (long rest = places; rest != 0; rest &= rest - 1) {
            int place = Bucket.first(rest);
            long entry = slabs.toAddress(Bucket.reference(bucket, place));
            boolean isCommon =
                    count == 0 ? isFound(entry, other) : isInLines(entry, Bucket.pattern(bucket, place), other);
            if (isCommon) {
                visitor.visit(entry);
            }
        }
    }

    private boolean isFound(long entry, HashTable other) {
        long key = table.format().keyAddress(entry);
        int length = table.format().keyLength(entry);
        return other.find(table.hash(key, length), key, length) != 0;
    }

    private boolean isInLines(long entry, long pattern, HashTable other) {
        for (int i = 0; i < count; i++) {
            long matches = Bucket.matches(lines[i], pattern);
            if (matches != 0 && isAmong(lines[i], matches, entry, other)) {
                return true;
            }
        }
        return false;
    }

    private boolean isAmong(long line, long places, long entry, HashTable other) {
        long key = table.format().keyAddress(entry);
        int length = table.format().keyLength(entry);
        for (long rest = places; rest != 0; rest &= rest - 1) {
            long candidate = slabs.toAddress(Bucket.reference(line, Bucket.first(rest)));
            if (other.format().keyLength(candidate) == length
                    && Memory.equal(other.format().keyAddress(candidate), key, length)) {
                return true;
            }
        }
        return false;
    }
}
