package io.glassbox.structure.hash;

import io.glassbox.foundation.random.RandomSource;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Provisional. */
public final class HashTable implements AutoCloseable {
    public record Seed(long k0, long k1) {
        public static Seed random(RandomSource random) {
            return new Seed(random.nextLong(), random.nextLong());
        }
    }

    @FunctionalInterface
    public interface EntryVisitor {
        void visit(long entry);
    }

    private final TreeMap<Long, List<Long>> map = new TreeMap<>();
    private final EntryFormat format;
    private long size;

    public HashTable(Slabs slabs, EntryFormat format, Seed seed) {
        this.format = format;
    }

    public long hash(ByteView key) {
        long h = 1125899906842597L;
        for (int i = 0; i < key.length(); i++) {
            h = h * 31 + key.byteAt(i);
        }
        return (h ^ h >>> 32) & 0x7FFFFFFFFFFFFFFFL;
    }

    public long find(long hash, long keyAddress, int keyLength) {
        for (long entry : map.getOrDefault(hash, List.of())) {
            if (format.keyLength(entry) == keyLength && Memory.equal(format.keyAddress(entry), keyAddress, keyLength)) {
                return entry;
            }
        }
        return 0;
    }

    public void insert(long hash, long entry) {
        map.computeIfAbsent(hash, h -> new ArrayList<>()).add(entry);
        size++;
    }

    public void replace(long hash, long oldEntry, long newEntry) {
        List<Long> list = map.get(hash);
        if (list != null) {
            list.set(list.indexOf(oldEntry), newEntry);
        }
    }

    public void removeEntry(long hash, long entry) {
        List<Long> list = map.get(hash);
        if (list != null) {
            list.remove((Long) entry);
            size--;
            if (list.isEmpty()) {
                map.remove(hash);
            }
        }
    }

    public long size() {
        return size;
    }

    public long scan(long cursor, EntryVisitor visitor) {
        var next = map.ceilingEntry(cursor);
        if (next == null) {
            return 0;
        }
        List.copyOf(next.getValue()).forEach(visitor::visit);
        Long after = map.higherKey(next.getKey());
        return after == null ? 0 : after;
    }

    public long randomEntry(RandomSource random) {
        if (size == 0) {
            return 0;
        }
        int skip = random.nextInt((int) size);
        for (List<Long> list : map.values()) {
            for (long entry : list) {
                if (skip-- == 0) {
                    return entry;
                }
            }
        }
        return 0;
    }

    public long drain(int budget, EntryVisitor visitor) {
        long done = 0;
        while (done < budget && !map.isEmpty()) {
            for (long entry : map.pollFirstEntry().getValue()) {
                visitor.visit(entry);
                size--;
                done++;
            }
        }
        return done;
    }

    @Override
    public void close() {}
}
