package io.glassbox.scripting.lua.value;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A table of Lua: an array for the keys 1..n and a hash for all others. Sizes, places of keys and the border that {@code #}
 * finds follow Lua 5.1's own rules to the letter, because programs see them: in the order of {@code pairs}, and in the
 * length of tables with holes.
 *
 * <p>The hash is a power of two of nodes, chained within themselves: a key that finds its place taken goes to a free node
 * (taken from the end), unless the one that took the place does not belong there, which then moves. Only when no free node
 * is left are all keys counted anew and divided between array and hash, so that more than half of the array is in use. A
 * key whose value became nil keeps its node until then, which is why a traversal may remove what it visits.
 *
 * <pre>
 *   nodes: key 0, value 0, key 1, value 1, ...        next: index of the next node of the chain, or -1
 * </pre>
 *
 * All methods here are raw: they know nothing of metatables, but respect {@link #setReadonly}.
 */
// The same object is the common case of an equal key, and NO_NODES is told by what it is.
@SuppressWarnings("ReferenceEquality")
public final class LuaTable {
    private static final int NONE = -1;
    private static final int MAX_BITS = 26;
    private static final int MAX_ARRAY = 1 << MAX_BITS;
    private static final int NODE_BYTES = 12;
    private static final @Nullable Object[] NO_ARRAY = {};

    /** The one node of a hash without nodes: found empty by every lookup, and never written. */
    private static final @Nullable Object[] NO_NODES = {null, null};

    private static final int[] NO_CHAIN = {NONE};

    private @Nullable Object[] array = NO_ARRAY;
    private @Nullable Object[] nodes = NO_NODES;
    private int[] next = NO_CHAIN;
    private int free;
    private int insertions;
    private @Nullable LuaTable metatable;
    private boolean readonly;

    /** Bits of {@link Metamethod}s that are known to be absent from this table, as a metatable. */
    private int absent;

    public LuaTable() {}

    /** With room for keys 1..arraySize and so many others. */
    public LuaTable(int arraySize, int hashSize) {
        if (arraySize > 0) {
            resizeArray(arraySize);
        }
        if (hashSize > 0) {
            allocateNodes(hashSize);
        }
    }

    public @Nullable LuaTable metatable() {
        return metatable;
    }

    public void setMetatable(@Nullable LuaTable metatable) {
        requireWritable();
        this.metatable = metatable;
    }

    public boolean isReadonly() {
        return readonly;
    }

    /** From now on every change, also of the metatable, is an error to the program. Not recursive. */
    public void setReadonly(boolean readonly) {
        this.readonly = readonly;
    }

    /** What this table, as a metatable, has for the event; null for nothing. */
    public @Nullable Object metamethod(Metamethod event) {
        if ((absent & event.bit()) != 0) {
            return null;
        }
        Object handler = get(event.key());
        if (handler == null) {
            absent |= event.bit();
        }
        return handler;
    }

    public @Nullable Object get(@Nullable Object key) {
        return switch (key) {
            case null -> null;
            case LuaString string -> get(string);
            case Double number -> get(number.doubleValue());
            default -> valueAt(findOther(key));
        };
    }

    public @Nullable Object get(LuaString key) {
        @Nullable Object[] nodes = this.nodes;
        int[] next = this.next;
        int node = key.hashCode() & (next.length - 1);
        do {
            Object candidate = nodes[2 * node];
            if (candidate == key || candidate instanceof LuaString string && string.hasBytesOf(key)) {
                return nodes[2 * node + 1];
            }
            node = next[node];
        } while (node != NONE);
        return null;
    }

    public @Nullable Object get(double key) {
        int index = (int) key - 1;
        @Nullable Object[] array = this.array;
        if (index + 1 == key && Integer.compareUnsigned(index, array.length) < 0) {
            return array[index];
        }
        return valueAt(findNumber(key));
    }

    public @Nullable Object get(int key) {
        int index = key - 1;
        @Nullable Object[] array = this.array;
        return Integer.compareUnsigned(index, array.length) < 0 ? array[index] : valueAt(findNumber(key));
    }

    /** Throws for the keys nil and NaN, and on a read-only table. */
    public void set(@Nullable Object key, @Nullable Object value) {
        switch (key) {
            case null -> throw LuaError.unlocated("table index is nil");
            case LuaString string -> set(string, value);
            case Double number -> set(number.doubleValue(), number, value);
            default -> {
                requireWritable();
                put(findOther(key), key, value);
            }
        }
    }

    public void set(LuaString key, @Nullable Object value) {
        requireWritable();
        absent = 0;
        put(findString(key), key, value);
    }

    public void set(int key, @Nullable Object value) {
        int index = key - 1;
        if (!readonly && Integer.compareUnsigned(index, array.length) < 0) {
            array[index] = value;
        } else {
            set(key, null, value);
        }
    }

    public void set(double key, @Nullable Object value) {
        int index = (int) key - 1;
        if (!readonly && index + 1 == key && Integer.compareUnsigned(index, array.length) < 0) {
            array[index] = value;
        } else {
            set(key, null, value);
        }
    }

    private void set(double key, @Nullable Double boxed, @Nullable Object value) {
        requireWritable();
        int index = (int) key - 1;
        if (index + 1 == key && Integer.compareUnsigned(index, array.length) < 0) {
            array[index] = value;
            return;
        }
        int node = findNumber(key);
        if (node != NONE) {
            nodes[2 * node + 1] = value;
            return;
        }
        if (Double.isNaN(key)) {
            throw LuaError.unlocated("table index is NaN");
        }
        insert(boxed != null ? boxed : Double.valueOf(key), value);
    }

    /** A border: n with a value at n and none at n + 1, or 0. O(log n), and the one that Lua 5.1 finds. */
    public int length() {
        int size = array.length;
        if (size > 0 && array[size - 1] == null) {
            int low = 0;
            int high = size;
            while (high - low > 1) {
                int middle = (low + high) >>> 1;
                if (array[middle - 1] == null) {
                    high = middle;
                } else {
                    low = middle;
                }
            }
            return low;
        }
        return nodes == NO_NODES ? size : lengthInHash(size);
    }

    private int lengthInHash(int from) {
        int low = from;
        long high = from + 1L;
        while (get(high) != null) {
            low = (int) high;
            high *= 2;
            if (high > Integer.MAX_VALUE) {
                // Somebody made a table for which doubling does not end; then one by one.
                int i = 1;
                while (get(i) != null) {
                    i++;
                }
                return i - 1;
            }
        }
        while (high - low > 1) {
            long middle = (low + high) >>> 1;
            if (get(middle) == null) {
                high = middle;
            } else {
                low = (int) middle;
            }
        }
        return low;
    }

    private @Nullable Object get(long key) {
        return get((double) key);
    }

    // Traversal: positions 0.. run over the array, then over the nodes.

    /** Counts the keys that came new. When it has changed, the key that was at a position may be at another one. */
    public int insertions() {
        return insertions;
    }

    /** The first position from {@code position} on that has a value; -1 if none has. */
    public int nextPosition(int position) {
        int size = array.length;
        int p = position;
        for (; p < size; p++) {
            if (array[p] != null) {
                return p;
            }
        }
        for (int node = p - size; node < next.length; node++) {
            if (nodes[2 * node + 1] != null) {
                return node + size;
            }
        }
        return NONE;
    }

    public Object keyAt(int position) {
        int size = array.length;
        if (position < size) {
            return Double.valueOf(position + 1.0);
        }
        Object key = nodes[2 * (position - size)];
        assert key != null;
        return key;
    }

    public @Nullable Object valueAtPosition(int position) {
        int size = array.length;
        return position < size ? array[position] : nodes[2 * (position - size) + 1];
    }

    /** The position behind that of the key, where a traversal goes on; 0 for nil. */
    public int positionAfter(@Nullable Object key) {
        if (key == null) {
            return 0;
        }
        if (key instanceof Double number) {
            int index = number.intValue() - 1;
            if (index + 1 == number && Integer.compareUnsigned(index, array.length) < 0) {
                return index + 1;
            }
        }
        int node = find(key);
        if (node == NONE) {
            throw LuaError.unlocated("invalid key to 'next'");
        }
        return array.length + node + 1;
    }

    /** Makes room for the keys 1..size; never fewer than now. */
    public void ensureArray(int size) {
        if (size > array.length) {
            @Nullable Object[] oldNodes = nodes;
            resizeArray(size);
            if (oldNodes != NO_NODES) {
                allocateNodes(next.length);
                reinsert(oldNodes);
            }
        }
    }

    private void requireWritable() {
        if (readonly) {
            throw LuaError.unlocated("Attempt to modify a readonly table");
        }
    }

    private @Nullable Object valueAt(int node) {
        return node == NONE ? null : nodes[2 * node + 1];
    }

    private void put(int node, Object key, @Nullable Object value) {
        if (node != NONE) {
            nodes[2 * node + 1] = value;
        } else {
            insert(key, value);
        }
    }

    private int find(Object key) {
        return switch (key) {
            case LuaString string -> findString(string);
            case Double number -> findNumber(number);
            default -> findOther(key);
        };
    }

    private int findString(LuaString key) {
        int node = key.hashCode() & (next.length - 1);
        do {
            Object candidate = nodes[2 * node];
            if (candidate == key || candidate instanceof LuaString string && string.hasBytesOf(key)) {
                return node;
            }
            node = next[node];
        } while (node != NONE);
        return NONE;
    }

    private int findNumber(double key) {
        if (nodes == NO_NODES) {
            return NONE;
        }
        int node = placeOf(key);
        do {
            if (nodes[2 * node] instanceof Double number && number == key) {
                return node;
            }
            node = next[node];
        } while (node != NONE);
        return NONE;
    }

    private int findOther(Object key) {
        int node = mainPlace(key);
        do {
            // Booleans may come from different boxes; all other values here are equal only to themselves.
            if (nodes[2 * node] == key || key instanceof Boolean && key.equals(nodes[2 * node])) {
                return node;
            }
            node = next[node];
        } while (node != NONE);
        return NONE;
    }

    private int mainPlace(Object key) {
        return switch (key) {
            case LuaString string -> string.hashCode() & (next.length - 1);
            case Double number -> placeOf(number.doubleValue());
            case Boolean bool -> bool ? 1 & (next.length - 1) : 0;
            default -> Integer.remainderUnsigned(System.identityHashCode(key), (next.length - 1) | 1);
        };
    }

    private int placeOf(double key) {
        if (key == 0) {
            return 0;
        }
        long bits = Double.doubleToRawLongBits(key);
        return Integer.remainderUnsigned((int) bits + (int) (bits >>> 32), (next.length - 1) | 1);
    }

    private void insert(Object key, @Nullable Object value) {
        insertions++;
        int place = mainPlace(key);
        if (nodes == NO_NODES || nodes[2 * place + 1] != null) {
            int free = takeFree();
            if (free == NONE) {
                rehash(key);
                set(key, value);
                return;
            }
            Object holder = nodes[2 * place];
            assert holder != null;
            int home = mainPlace(holder);
            if (home != place) {
                moveAway(place, home, free);
            } else {
                next[free] = next[place];
                next[place] = free;
                place = free;
            }
        }
        nodes[2 * place] = key;
        nodes[2 * place + 1] = value;
    }

    /** Who sits here belongs to the chain of {@code home}: it goes to the free node. */
    private void moveAway(int place, int home, int free) {
        int before = home;
        while (next[before] != place) {
            before = next[before];
        }
        next[before] = free;
        nodes[2 * free] = nodes[2 * place];
        nodes[2 * free + 1] = nodes[2 * place + 1];
        next[free] = next[place];
        next[place] = NONE;
        nodes[2 * place + 1] = null;
    }

    private int takeFree() {
        if (nodes == NO_NODES) {
            return NONE;
        }
        while (free > 0) {
            free--;
            if (nodes[2 * free] == null) {
                return free;
            }
        }
        return NONE;
    }

    /** Counts all keys and the one to come, and divides them anew between array and hash. O(keys). */
    private void rehash(Object extra) {
        int[] counts = new int[MAX_BITS + 1];
        int inArray = countArray(counts);
        int total = inArray + 1;
        int integers = inArray;
        for (int node = 0; node < next.length; node++) {
            if (nodes[2 * node + 1] != null) {
                integers += countInteger(nodes[2 * node], counts);
                total++;
            }
        }
        integers += countInteger(extra, counts);
        int best = 0;
        int bestUse = 0;
        int below = 0;
        for (int bit = 0, size = 1; bit <= MAX_BITS && size / 2 < integers; bit++, size *= 2) {
            if (counts[bit] > 0) {
                below += counts[bit];
                if (below > size / 2) {
                    best = size;
                    bestUse = below;
                }
            }
            if (below == integers) {
                break;
            }
        }
        resize(best, total - bestUse);
    }

    private int countArray(int[] counts) {
        int used = 0;
        for (int i = 0; i < array.length; i++) {
            if (array[i] != null) {
                counts[ceilLog2(i + 1)]++;
                used++;
            }
        }
        return used;
    }

    private static int countInteger(@Nullable Object key, int[] counts) {
        if (key instanceof Double number) {
            int k = number.intValue();
            if (k == number && k > 0 && k <= MAX_ARRAY) {
                counts[ceilLog2(k)]++;
                return 1;
            }
        }
        return 0;
    }

    private static int ceilLog2(int x) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(x - 1);
    }

    private void resize(int arraySize, int hashSize) {
        @Nullable Object[] oldArray = array;
        @Nullable Object[] oldNodes = nodes;
        HeapRoom.require((long) arraySize * Integer.BYTES + (long) hashSize * NODE_BYTES);
        if (arraySize > oldArray.length) {
            resizeArray(arraySize);
        }
        allocateNodes(hashSize);
        if (arraySize < oldArray.length) {
            resizeArray(arraySize);
            for (int i = arraySize; i < oldArray.length; i++) {
                if (oldArray[i] != null) {
                    set(i + 1, oldArray[i]);
                }
            }
        }
        reinsert(oldNodes);
    }

    private void reinsert(@Nullable Object[] oldNodes) {
        for (int node = oldNodes.length / 2 - 1; node >= 0; node--) {
            if (oldNodes[2 * node + 1] != null) {
                set(oldNodes[2 * node], oldNodes[2 * node + 1]);
            }
        }
    }

    private void resizeArray(int size) {
        HeapRoom.require((long) size * Integer.BYTES);
        array = Arrays.copyOf(array, size);
    }

    private void allocateNodes(int atLeast) {
        if (atLeast == 0) {
            nodes = NO_NODES;
            next = NO_CHAIN;
            free = 0;
            return;
        }
        if (atLeast > MAX_ARRAY) {
            throw LuaError.unlocated("table overflow");
        }
        int size = 1 << ceilLog2(atLeast);
        HeapRoom.require((long) size * NODE_BYTES);
        nodes = new @Nullable Object[2 * size];
        next = new int[size];
        Arrays.fill(next, NONE);
        free = size;
    }
}
