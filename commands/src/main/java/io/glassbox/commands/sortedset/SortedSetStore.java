package io.glassbox.commands.sortedset;

import io.glassbox.engine.change.KeyEvent;
import io.glassbox.engine.entry.ValueType;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.type.SortedSetResult;
import io.glassbox.engine.type.SortedSetValue;
import io.glassbox.structure.memory.ByteView;

/** The end of all commands that store a sorted set: a result of nothing deletes the key. */
public final class SortedSetStore {
    private SortedSetStore() {}

    /** Puts the result in the place of whatever the key holds, and announces that. */
    public static void store(Keyspace keys, ByteView key, SortedSetResult result, KeyEvent event) {
        if (result.isEmpty()) {
            if (keys.delete(key)) {
                keys.changed(key, KeyEvent.DEL);
            }
            return;
        }
        SortedSetValue target = keys.replace(SortedSetValue.KIND, key);
        if (target.exists()) {
            keys.overwriting(target.slot(), ValueType.ZSET);
        }
        target.store(result);
        keys.changed(key, event);
    }
}
