package io.glassbox.engine.server;

import io.glassbox.structure.memory.ByteView;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A key of one database that sessions wait for, those who came first served first. */
final class WaitedKey {
    final int database;

    /** Valid as long as anybody waits. */
    final ByteView name;

    private final Set<KeyWait> waits = new LinkedHashSet<>();
    private int untilGone;

    WaitedKey(int database, ByteView name) {
        this.database = database;
        this.name = name;
    }

    /** Puts a wait at the end of the queue; returns false if it is there already. */
    boolean add(KeyWait wait) {
        boolean isNew = waits.add(wait);
        if (isNew && wait.wish.untilGone()) {
            untilGone++;
        }
        return isNew;
    }

    void remove(KeyWait wait) {
        if (waits.remove(wait) && wait.wish.untilGone()) {
            untilGone--;
        }
    }

    boolean isEmpty() {
        return waits.isEmpty();
    }

    /** Whether anybody wants to know of the end of the key. */
    boolean isWaitedForUntilGone() {
        return untilGone > 0;
    }

    Collection<KeyWait> waits() {
        return waits;
    }

    /** The first wait behind {@code passed} others; null if there is none. */
    @Nullable
    KeyWait waitAfter(int passed) {
        Iterator<KeyWait> all = waits.iterator();
        for (int i = 0; i < passed && all.hasNext(); i++) {
            all.next();
        }
        return all.hasNext() ? all.next() : null;
    }
}
