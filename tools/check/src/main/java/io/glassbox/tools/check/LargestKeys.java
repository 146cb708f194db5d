package io.glassbox.tools.check;

import io.glassbox.structure.memory.ByteView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.ToLongFunction;

/** The few largest of any number of keys. */
final class LargestKeys {
    /** One of them. */
    record Key(String name, long database, String type, String encoding, long elements, long bytes) {}

    private final int most;
    private final ToLongFunction<Key> size;
    private final PriorityQueue<Key> smallestFirst;

    LargestKeys(int most, ToLongFunction<Key> size) {
        this.most = most;
        this.size = size;
        this.smallestFirst = new PriorityQueue<>(Comparator.comparingLong(size));
    }

    /** Whether a key of this size would be among them. */
    boolean takes(long wanted) {
        if (smallestFirst.size() < most) {
            return most > 0;
        }
        return wanted > size.applyAsLong(smallestFirst.element());
    }

    void add(ByteView name, long database, String type, String encoding, long elements, long bytes) {
        if (smallestFirst.size() == most) {
            smallestFirst.remove();
        }
        smallestFirst.add(new Key(Names.readable(name), database, type, encoding, elements, bytes));
    }

    List<Key> largestFirst() {
        List<Key> all = new ArrayList<>(smallestFirst);
        all.sort(Comparator.comparingLong(size).reversed().thenComparing(Key::name));
        return all;
    }
}
