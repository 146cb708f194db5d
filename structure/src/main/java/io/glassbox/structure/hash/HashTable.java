package io.glassbox.structure.hash;

import io.glassbox.foundation.random.RandomSource;
import io.glassbox.structure.memory.Account;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.MemoryExhausted;
import io.glassbox.structure.memory.Relocation;
import io.glassbox.structure.memory.Slabs;
import org.jspecify.annotations.Nullable;

/**
 * An extendible hash table of references to entry blocks, which it does not own: keyspaces, large hashes and sets.
 *
 * <p>A directory, indexed by the first bits of the hash, names {@link Segment segments} of up to 64 {@link Bucket
 * buckets}. A full segment grows, or splits in two; nothing else moves, so no operation is longer than the regrouping of
 * one segment (680 entries, about 0.1 ms), except that now and then the directory doubles (8 bytes for some 400 entries).
 * Segments whose entries have gone merge again, with a distance between the two thresholds that no pattern of removals and
 * insertions can exploit. An empty table holds no memory, a table of ten entries two hundred bytes.
 *
 * <p>A lookup that misses usually reads one cache line, one that hits a second and the entry. Finding, inserting and
 * removing allocate nothing on the heap; segments and directory are blocks of {@link Slabs}, charged to
 * {@link Account#TABLES}.
 *
 * <p>The state of a table is a few numbers, which {@link #save} and {@link #open} keep in a block of the owner: one object
 * serves any number of tables in turn. All calls come from the thread that owns the slabs; visitors must not change the
 * table they are called from.
 */
public final class HashTable implements AutoCloseable {
    /**
     * Takes entries one by one; it must not change the table that hands them out, except that it may {@link HashTable#replace} the
     * entry that it was given.
     */
    @FunctionalInterface
    public interface EntryVisitor {
        void visit(long entry);
    }

    /** The bytes that {@link #save} writes; all zero for an empty table. */
    public static final int STATE_BYTES = 2 * Long.BYTES + Directory.STATE_BYTES;

    private static final int STATE_DRAINED = Long.BYTES + Directory.STATE_BYTES;

    /** Bits for the lines of a segment, in the saved state of a table that is being drained. */
    private static final int LINE_BITS = 8;

    /** Removals contract their segment if fewer places are used, in percent: random choice needs that to stay quick. */
    private static final int SPARSE = 30;

    /** Below this the cron looks for segments to contract. */
    private static final int NEARLY_SPARSE = 45;

    private final Slabs slabs;
    private final SipHash hashing;
    private final EntryFormat format;
    private final Directory directory;
    private @Nullable Regrouping regrouping;

    private long size;

    /** Where {@link #compact} goes on, a hash. */
    private long compacted;

    /** Words of the directory, and lines of the segment behind them, that {@link #drain} is done with. */
    private long drainedWords;

    private int drainedLines;

    public HashTable(Slabs slabs, EntryFormat format, SipHash hashing) {
        this.slabs = slabs;
        this.hashing = hashing;
        this.format = format;
        this.directory = new Directory(slabs);
    }

    /** Positions this object on the table whose state {@link #save} wrote to {@code address}. */
    public void open(long address) {
        size = Memory.getLong(address);
        directory.open(address + Long.BYTES);
        compacted = 0;
        long drained = Memory.getLong(address + STATE_DRAINED);
        drainedWords = drained >>> LINE_BITS;
        drainedLines = (int) drained & (1 << LINE_BITS) - 1;
    }

    /** Positions this object on an empty table that is saved nowhere yet; whatever it was on stays as it was saved. */
    public void openEmpty() {
        size = 0;
        directory.openEmpty();
        compacted = 0;
        drainedWords = 0;
        drainedLines = 0;
    }

    /** Writes the state, {@link #STATE_BYTES} long; to be called after a change by an owner that will {@link #open} it. */
    public void save(long address) {
        Memory.putLong(address, size);
        directory.save(address + Long.BYTES);
        Memory.putLong(address + STATE_DRAINED, drainedWords << LINE_BITS | drainedLines);
    }

    public long size() {
        return size;
    }

    Directory directory() {
        return directory;
    }

    EntryFormat format() {
        return format;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** Memory of segments and directory, without entries. */
    public long bytes() {
        return directory.bytes();
    }

    public long hash(ByteView key) {
        return hashing.hash(key.address(), key.length());
    }

    public long hash(long keyAddress, int keyLength) {
        return hashing.hash(keyAddress, keyLength);
    }

    public long find(long hash, ByteView key) {
        return find(hash, key.address(), key.length());
    }

    /** The address of the entry with this key, whose hash is {@code hash}; 0 if there is none. */
    public long find(long hash, long keyAddress, int keyLength) {
        if (size == 0) {
            return 0;
        }
        long word = directory.wordOf(hash);
        long segment = directory.addressOf(word);
        int home = Segment.home(word, hash);
        long bucket = Segment.bucket(segment, home);
        long pattern = Bucket.pattern(hash);
        long entry = findIn(bucket, pattern, keyAddress, keyLength);
        return entry != 0 || !Bucket.hasOverflowed(bucket)
                ? entry
                : findElsewhere(segment, Segment.homes(word), home, pattern, keyAddress, keyLength);
    }

    /**
     * Reads from where an entry of this hash is looked for first, so that it is in the caches when it is; returns what it read. The waits
     * for memory of several calls in a row overlap, which those of {@link #find} do not.
     */
    public long touch(long hash) {
        if (directory.isEmpty()) {
            return 0;
        }
        long word = directory.wordOf(hash);
        return Memory.getLong(Segment.bucket(directory.addressOf(word), Segment.home(word, hash)));
    }

    private long findElsewhere(long segment, int homes, int home, long pattern, long keyAddress, int keyLength) {
        long bucket = Segment.bucket(segment, home);
        long entry = 0;
        if (Bucket.hasPushed(bucket)) {
            long behind = Segment.bucket(segment, Segment.neighbour(home, homes));
            entry = findIn(behind, pattern, keyAddress, keyLength);
        }
        if (Bucket.hasStashed(bucket)) {
            int end = Segment.lines(homes);
            for (int line = homes; line < end && entry == 0; line++) {
                entry = findIn(Segment.bucket(segment, line), pattern, keyAddress, keyLength);
            }
        }
        return entry;
    }

    private long findIn(long bucket, long pattern, long keyAddress, int keyLength) {
        for (long matches = Bucket.matches(bucket, pattern); matches != 0; matches &= matches - 1) {
            long entry = slabs.toAddress(Bucket.reference(bucket, Bucket.first(matches)));
            if (format.keyLength(entry) == keyLength && Memory.equal(format.keyAddress(entry), keyAddress, keyLength)) {
                return entry;
            }
        }
        return 0;
    }

    /**
     * Adds an entry whose key, of this hash, is not in the table. O(1), amortised.
     *
     * @throws MemoryExhausted with the table unchanged
     */
    public void insert(long hash, long entry) {
        assert find(hash, format.keyAddress(entry), format.keyLength(entry)) == 0 : "the key is there";
        insertAbsent(hash, entry);
    }

    void insertAbsent(long hash, long entry) {
        long reference = slabs.toReference(entry);
        if (directory.isEmpty()) {
            directory.create(0, 1);
        }
        long word = directory.wordOf(hash);
        while (!Segment.insert(
                directory.addressOf(word), Segment.homes(word), Segment.home(word, hash), hash, reference)) {
            regrouping().expand(directory, word, Segment.prefix(word, hash), size);
            word = directory.wordOf(hash);
        }
        size++;
    }

    /**
     * Prepares an empty table for so many entries: whoever knows their number beforehand spares the regrouping of segments, which
     * is a third of the time that many insertions take. What entries that do not come have room for, {@link #compact} gives back.
     *
     * @throws MemoryExhausted with the table unchanged
     */
    public void reserve(long entries) {
        if (!directory.isEmpty() || entries <= 0) {
            return;
        }
        int depth = 0;
        while (entries >>> depth > Segment.mostOnAverage()) {
            depth++;
        }
        directory.create(depth, Segment.fittingOnAverage(entries >>> depth));
    }

    /** Puts an entry block in the place of another with the same key, which has moved or is about to be freed. */
    public void replace(long hash, long oldEntry, long newEntry) {
        long word = directory.wordOf(hash);
        long segment = directory.addressOf(word);
        Segment.replace(segment, locate(word, segment, hash, oldEntry), slabs.toReference(newEntry));
    }

    public long remove(long hash, ByteView key) {
        return remove(hash, key.address(), key.length());
    }

    /** Removes the entry with this key; returns its address, which the caller now owns alone, or 0 if there is none. */
    public long remove(long hash, long keyAddress, int keyLength) {
        long entry = find(hash, keyAddress, keyLength);
        if (entry != 0) {
            removeEntry(hash, entry);
        }
        return entry;
    }

    /**
     * Removes this very entry, whose contents are not looked at.
     *
     * @throws IllegalStateException if it is not in the table
     */
    public void removeEntry(long hash, long entry) {
        if (size == 0) {
            throw absent(entry);
        }
        long word = directory.wordOf(hash);
        long segment = directory.addressOf(word);
        int position = locate(word, segment, hash, entry);
        Segment.remove(segment, Segment.homes(word), Segment.home(word, hash), position);
        size--;
        if (size == 0) {
            close();
        } else if (isSparse(SPARSE)) {
            contract(word, Segment.prefix(word, hash));
        }
    }

    private int locate(long word, long segment, long hash, long entry) {
        int position =
                Segment.locate(segment, Segment.homes(word), Segment.home(word, hash), hash, slabs.toReference(entry));
        if (position < 0) {
            throw absent(entry);
        }
        return position;
    }

    private static IllegalStateException absent(long entry) {
        return new IllegalStateException("no such entry in the table: " + Long.toHexString(entry));
    }

    /**
     * Takes entries out in table order and hands each to {@code visitor}, which may free it: the way to dispose of a large
     * table in slices. From the first call until {@link #size} is zero nothing else may be done with the table but to save
     * and open it. A budget of 1000 takes less than 0.1 ms plus the time of the visitor.
     *
     * @param budget entries and buckets to visit in this call, at most nine more
     * @return the number of entries taken out, which may be zero though some are left
     */
    public long drain(int budget, EntryVisitor visitor) {
        long before = size;
        int left = budget;
        while (size > 0 && left > 0) {
            long word = directory.at(drainedWords);
            long segment = directory.addressOf(word);
            int end = Segment.lines(Segment.homes(word));
            for (; drainedLines < end && left > 0; drainedLines++) {
                long bucket = Segment.bucket(segment, drainedLines);
                int count = Bucket.count(bucket);
                Segment.forEach(slabs, bucket, Bucket.used(bucket), visitor);
                size -= count;
                left -= count + 1;
            }
            if (drainedLines == end) {
                drainedLines = 0;
                drainedWords += directory.width(word);
                directory.free(word);
            }
        }
        if (size == 0) {
            close();
        }
        return before - size;
    }

    /**
     * Gives memory of the table back, that of so many segments; its entries are left to their owner. Returns whether nothing is left.
     * From the first call on nothing else may be done with the table but to save and open it.
     */
    public boolean closeSome(int segments) {
        long end = directory.length();
        for (int i = 0; i < segments && drainedWords < end; i++) {
            long word = directory.at(drainedWords);
            drainedWords += directory.width(word);
            directory.free(word);
        }
        boolean isDone = drainedWords >= end;
        if (isDone) {
            close();
        }
        return isDone;
    }

    /** Gives all memory of the table back; its entries are left to their owner. O(segments). */
    @Override
    public void close() {
        directory.dispose(drainedWords);
        size = 0;
        drainedWords = 0;
        drainedLines = 0;
    }

    /** Hands out all entries, in table order. */
    public void forEach(EntryVisitor visitor) {
        long end = directory.length();
        for (long index = 0; index < end; ) {
            long word = directory.at(index);
            long segment = directory.addressOf(word);
            int last = Segment.lines(Segment.homes(word));
            for (int line = 0; line < last; line++) {
                long bucket = Segment.bucket(segment, line);
                Segment.forEach(slabs, bucket, Bucket.used(bucket), visitor);
            }
            index += directory.width(word);
        }
    }

    /**
     * Hands out the entries of one bucket, about seven, and returns the cursor of the next: start with 0, and when 0 comes
     * back everything has been seen. Every entry that is in the table from the first call to the last is handed out at
     * least once, whatever was inserted and removed in between; some may come twice. Any number is a valid cursor.
     *
     * <p>The cursor is the lowest hash not visited yet. Its bits are reversed, so that cursors of small tables are small
     * numbers, as clients are used to.
     */
    public long scan(long cursor, EntryVisitor visitor) {
        if (size == 0) {
            return 0;
        }
        long position = Long.reverse(cursor);
        long word = directory.wordOf(position);
        int home = Segment.home(word, position);
        Segment.forEachOfHome(slabs, directory.addressOf(word), Segment.homes(word), home, visitor);
        return Long.reverse(Segment.hashAfter(word, Segment.prefix(word, position), home));
    }

    /**
     * Moves the directory, if this is the beginning, and the segment at a cursor out of slabs that are to be emptied; returns the cursor
     * of the next segment, to be used as that of {@link #scan}. Entries stay where they are; whoever keeps the state {@link #save}s it.
     */
    public long relocateSegment(long cursor, Relocation relocation) {
        if (directory.isEmpty()) {
            return 0;
        }
        if (cursor == 0) {
            directory.relocate(relocation);
        }
        long position = Long.reverse(cursor);
        long word = directory.wordOf(position);
        long prefix = Segment.prefix(word, position);
        directory.relocateSegment(word, prefix, relocation);
        return Long.reverse(Segment.hashAfter(word, prefix, Segment.homes(word) - 1));
    }

    /** An entry, each with the same probability, see {@link Sampling}; 0 if the table is empty. O(1) expected. */
    public long randomEntry(RandomSource random) {
        return size == 0 ? 0 : Sampling.one(directory, slabs, random);
    }

    /**
     * Fills {@code sample} with entries of neighbouring buckets from a random place on: quicker than as many random
     * entries, and good enough to choose whom to evict. No entry comes twice.
     *
     * @return the number of entries found, less than asked for if the table is small or sparse
     */
    public int sample(RandomSource random, long[] sample, int count) {
        return size == 0 ? 0 : Sampling.several(directory, slabs, random, sample, count);
    }

    /**
     * Merges and shrinks sparse segments, for the cron. Looks at the next {@code budget} segments in table order (some 2 µs each,
     * 50 µs and more when it changes one), and only if something could be gained at all. Nothing stays of a table without entries.
     */
    public void compact(int budget) {
        if (size == 0) {
            close();
        }
        for (int i = 0; i < budget && size > 0 && isSparse(NEARLY_SPARSE); i++) {
            long word = directory.wordOf(compacted);
            long prefix = Segment.prefix(word, compacted);
            if (!contract(word, prefix)) {
                compacted = Segment.hashAfter(word, prefix, Segment.homes(word) - 1);
            }
        }
    }

    /** Does at once what {@link #compact} does by and by: after a {@link #reserve} for more entries than have come. */
    public void compactAll() {
        compact(2 * directory.segments());
    }

    private boolean isSparse(int percent) {
        return size * 100 < directory.places() * percent;
    }

    /** Counts everything; O(n / 10). */
    public TableStatistics statistics() {
        return directory.isEmpty() ? new TableStatistics(0, 0, 0, 0, 0, 0, 0, 0, 0) : collectStatistics();
    }

    private TableStatistics collectStatistics() {
        long pushed = 0;
        long stashed = 0;
        int minDepth = directory.depth();
        int maxDepth = 0;
        long end = directory.length();
        for (long index = 0; index < end; ) {
            long word = directory.at(index);
            int homes = Segment.homes(word);
            for (int line = 0; line < homes; line++) {
                long bucket = Segment.bucket(directory.addressOf(word), line);
                pushed += Bucket.pushed(bucket);
                stashed += Bucket.stashed(bucket);
            }
            minDepth = Math.min(minDepth, Segment.depth(word));
            maxDepth = Math.max(maxDepth, Segment.depth(word));
            index += directory.width(word);
        }
        return new TableStatistics(
                size, directory.segments(), end, directory.places(), pushed, stashed, minDepth, maxDepth, bytes());
    }

    private boolean contract(long word, long prefix) {
        try {
            return regrouping().contract(directory, word, prefix);
        } catch (MemoryExhausted e) {
            // The table stays sparse, which is no reason to fail a removal that has succeeded.
            return false;
        }
    }

    private Regrouping regrouping() {
        Regrouping existing = regrouping;
        if (existing == null) {
            existing = new Regrouping(slabs, hashing, format);
            regrouping = existing;
        }
        return existing;
    }
}
