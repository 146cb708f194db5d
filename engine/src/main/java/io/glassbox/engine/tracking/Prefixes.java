package io.glassbox.engine.tracking;

import io.glassbox.structure.hash.ByteMap;
import io.glassbox.structure.hash.SipHash;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The prefixes that broadcasts are about. A key is looked up once for every different length of a prefix rather than compared with
 * each prefix: there are few lengths, and may be many prefixes.
 */
final class Prefixes implements AutoCloseable {
    private final Slabs slabs;
    private final SipHash hashing;
    private final ByteMap<Prefix> byName;

    /** How many prefixes there are of each length. */
    private final TreeMap<Integer, Integer> counts = new TreeMap<>();

    /** The lengths, ascending. */
    private int[] lengths = {};

    /** Prefixes of keys that have changed. */
    private final List<Prefix> changed = new ArrayList<>();

    private final ByteView start = new ByteView();

    Prefixes(Slabs slabs, SipHash hashing) {
        this.slabs = slabs;
        this.hashing = hashing;
        this.byName = new ByteMap<>(slabs);
    }

    int size() {
        return byName.size();
    }

    boolean isEmpty() {
        return byName.isEmpty();
    }

    void join(Tracking tracking, byte[] name) {
        long block = slabs.allocate(Math.max(1, name.length));
        Memory.copyIn(name, 0, block, name.length);
        Prefix prefix = byName.getOrAdd(new ByteView(block, name.length), this::newPrefix);
        slabs.free(block);
        if (prefix.members.add(tracking)) {
            tracking.prefixes.add(prefix);
            tracking.client.keep(prefix.bytes());
        }
    }

    void leaveAll(Tracking tracking) {
        for (Prefix prefix : tracking.prefixes) {
            tracking.client.keep(-prefix.bytes());
            prefix.members.remove(tracking);
            if (prefix.members.isEmpty()) {
                forget(prefix);
            }
        }
        tracking.prefixes.clear();
    }

    /** Notes that a key changed with every prefix that it has. O(different lengths of prefixes). */
    void changed(ByteView key, long client) {
        for (int length : lengths) {
            if (length > key.length()) {
                return;
            }
            Prefix prefix = byName.get(start.set(key.address(), length));
            if (prefix != null) {
                if (prefix.changed.isEmpty()) {
                    changed.add(prefix);
                }
                prefix.changed.add(key, client);
            }
        }
    }

    /** Prefixes of keys that changed since {@link #clearChanged}. */
    List<Prefix> changed() {
        return changed;
    }

    void clearChanged() {
        for (Prefix prefix : changed) {
            prefix.changed.clear();
        }
        changed.clear();
    }

    @Override
    public void close() {
        clearChanged();
        byName.close();
    }

    private Prefix newPrefix(ByteView name) {
        counts.merge(name.length(), 1, Integer::sum);
        refreshLengths();
        return new Prefix(name, new ChangedKeys(slabs, hashing));
    }

    private void forget(Prefix prefix) {
        if (!prefix.changed.isEmpty()) {
            prefix.changed.clear();
            changed.remove(prefix);
        }
        counts.computeIfPresent(prefix.name.length(), (length, count) -> count == 1 ? null : count - 1);
        refreshLengths();
        byName.remove(prefix.name);
    }

    private void refreshLengths() {
        lengths = new int[counts.size()];
        int count = 0;
        for (int length : counts.keySet()) {
            lengths[count++] = length;
        }
    }
}
