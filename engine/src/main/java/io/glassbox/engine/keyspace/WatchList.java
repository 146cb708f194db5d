package io.glassbox.engine.keyspace;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys that one watcher watches. Changed through {@link Watches} alone. */
public final class WatchList {
    final Watcher watcher;

    private @Nullable Map<WatchedKey, Watch> watches;

    public WatchList(Watcher watcher) {
        this.watcher = watcher;
    }

    public int size() {
        return watches == null ? 0 : watches.size();
    }

    public boolean isEmpty() {
        return size() == 0;
    }

    boolean contains(WatchedKey key) {
        return watches != null && watches.containsKey(key);
    }

    void add(Watch watch) {
        Map<WatchedKey, Watch> map = watches;
        if (map == null) {
            map = new HashMap<>();
            watches = map;
        }
        map.put(watch.key, watch);
    }

    /** All watches, which are on the list no more. */
    Iterable<Watch> takeAll() {
        Map<WatchedKey, Watch> map = watches;
        watches = null;
        return map == null ? List.of() : map.values();
    }

    Iterable<Watch> all() {
        Map<WatchedKey, Watch> map = watches;
        return map == null ? List.of() : map.values();
    }
}
