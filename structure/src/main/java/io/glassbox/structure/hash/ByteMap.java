package io.glassbox.structure.hash;

import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A map from byte strings to objects of the heap, for registries that are small beside a keyspace: channels, watched keys.
 * It owns copies of its keys in the slabs; looking up by a view allocates nothing. Iterates in the order of insertion.
 *
 * <p>A {@link LinkedHashMap} below rather than a table of our own: its bins turn into trees where hashes collide, and keys are
 * comparable, so that chosen collisions cost O(log n) instead of O(n).
 */
public final class ByteMap<V> implements AutoCloseable {
    private final Slabs slabs;
    private final Map<Key, Node<V>> map = new LinkedHashMap<>();
    private final Key probe = new Key();

    public ByteMap(Slabs slabs) {
        this.slabs = slabs;
    }

    public int size() {
        return map.size();
    }

    public boolean isEmpty() {
        return map.isEmpty();
    }

    public @Nullable V get(ByteView key) {
        Node<V> node = map.get(probe.at(key));
        return node == null ? null : node.value;
    }

    /** The value of {@code key}; if there is none, {@code maker} makes one of a view of the key that is valid until {@link #remove}. */
    public V getOrAdd(ByteView key, Function<ByteView, V> maker) {
        V value = get(key);
        return value == null ? add(key, maker) : value;
    }

    /** Takes a key away, if it is there, and frees it; its own view may be the argument. */
    public void remove(ByteView key) {
        Node<V> node = map.remove(probe.at(key));
        if (node != null) {
            slabs.free(node.key.bytes.address());
        }
    }

    public void forEach(BiConsumer<ByteView, V> action) {
        for (Node<V> node : map.values()) {
            action.accept(node.key.bytes, node.value);
        }
    }

    /** Frees all keys. */
    @Override
    public void close() {
        for (Key key : map.keySet()) {
            slabs.free(key.bytes.address());
        }
        map.clear();
    }

    private V add(ByteView key, Function<ByteView, V> maker) {
        long block = slabs.allocate(Math.max(1, key.length()));
        Memory.copy(key.address(), block, key.length());
        Key copy = new Key().at(block, key.length());
        V value = maker.apply(copy.bytes);
        map.put(copy, new Node<>(copy, value));
        return value;
    }

    /** A value, and its key where it can be got hold of. */
    private record Node<V>(Key key, V value) {}

    /** Bytes at an address, compared by content. */
    private static final class Key implements Comparable<Key> {
        private final ByteView bytes = new ByteView();
        private int hash;

        Key at(ByteView view) {
            return at(view.address(), view.length());
        }

        Key at(long address, int length) {
            bytes.set(address, length);
            hash = hash(address, length);
            return this;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && hash == key.hash && bytes.sameBytes(key.bytes);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public int compareTo(Key other) {
            return bytes.compareBytes(other.bytes);
        }

        private static int hash(long address, int length) {
            long hash = length;
            int i = 0;
            for (; i + Long.BYTES <= length; i += Long.BYTES) {
                hash = mix(hash ^ Memory.getLong(address + i));
            }
            for (; i < length; i++) {
                hash = hash * 31 + Memory.getByte(address + i);
            }
            return (int) (mix(hash) >>> 32);
        }

        private static long mix(long bits) {
            long product = bits * 0x9E37_79B9_7F4A_7C15L;
            return product ^ product >>> 29;
        }
    }
}
