package io.glassbox.commands.generic;

import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.type.HashValue;
import io.glassbox.engine.type.StringValue;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import org.jspecify.annotations.Nullable;

/**
 * Finds the values that a pattern of SORT names: {@code weight_*} is the string at the key in which the element takes the place of the
 * first star, {@code object_*->price} the field of the hash at that key, {@code #} the element itself. A pattern without a star names
 * nothing.
 */
final class SortPattern implements AutoCloseable {
    private static final int INITIAL_BYTES = 128;
    private static final int ARROW = 2;

    private final Keyspace keys;
    private final Slabs slabs;
    private final ByteView key = new ByteView();
    private final ByteView field = new ByteView();
    private long room;
    private int capacity = INITIAL_BYTES;

    SortPattern(Keyspace keys) {
        this.keys = keys;
        this.slabs = keys.databases().slabs();
        this.room = slabs.allocate(capacity);
    }

    /** Whether there is a place for the element in the pattern. */
    static boolean hasStar(ByteView pattern) {
        return indexOf(pattern, '*', 0) >= 0;
    }

    /** The bytes of the value that belongs to an element, until the next lookup; null if there is none. */
    @Nullable
    ByteView lookUp(ByteView pattern, ByteView element) {
        if (pattern.length() == 1 && pattern.byteAt(0) == '#') {
            return element;
        }
        int star = indexOf(pattern, '*', 0);
        if (star < 0) {
            return null;
        }
        int arrow = arrowBehind(pattern, star);
        int keyEnd = arrow < 0 ? pattern.length() : arrow;
        compose(pattern, star, keyEnd, element);
        if (arrow < 0) {
            StringValue value = keys.readIf(StringValue.KIND, key);
            return value.exists() ? value.bytes() : null;
        }
        int fieldAt = arrow + ARROW;
        field.set(pattern.address() + fieldAt, pattern.length() - fieldAt);
        HashValue hash = keys.readIf(HashValue.KIND, key);
        return hash.find(field) ? hash.value() : null;
    }

    private void compose(ByteView pattern, int star, int keyEnd, ByteView element) {
        int behind = keyEnd - star - 1;
        int length = star + element.length() + behind;
        if (length > capacity) {
            room = slabs.reallocate(room, length);
            capacity = length;
        }
        Memory.copy(pattern.address(), room, star);
        Memory.copy(element.address(), room + star, element.length());
        Memory.copy(pattern.address() + star + 1, room + star + element.length(), behind);
        key.set(room, length);
    }

    /** Where the arrow is that separates the key from the name of a field; -1 if there is none with a name behind it. */
    private static int arrowBehind(ByteView pattern, int star) {
        int at = indexOf(pattern, '-', star + 1);
        while (at >= 0 && at + 1 < pattern.length() && pattern.byteAt(at + 1) != '>') {
            at = indexOf(pattern, '-', at + 1);
        }
        return at >= 0 && at + ARROW < pattern.length() ? at : -1;
    }

    private static int indexOf(ByteView bytes, int sought, int from) {
        for (int i = from; i < bytes.length(); i++) {
            if (bytes.byteAt(i) == sought) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public void close() {
        slabs.free(room);
    }
}
