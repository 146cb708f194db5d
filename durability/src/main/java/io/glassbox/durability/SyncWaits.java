package io.glassbox.durability;

import io.glassbox.durability.aof.AppendOnly;
import io.glassbox.engine.server.SyncWait;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Who waits for the append-only file to be on the medium, first come first served. */
final class SyncWaits {
    private final AppendOnly file;
    private final Set<SyncWait> waits = new LinkedHashSet<>();

    SyncWaits(AppendOnly file) {
        this.file = file;
    }

    void add(SyncWait wait) {
        waits.add(wait);
    }

    void remove(SyncWait wait) {
        waits.remove(wait);
    }

    /** Settles those that have what they wait for, and all if the file was turned off; before replies go out. */
    void serve() {
        if (waits.isEmpty()) {
            return;
        }
        boolean isOff = file.isOff();
        for (SyncWait wait : List.copyOf(waits)) {
            boolean isSynced = file.isSynced(wait.offset());
            if (isSynced || isOff) {
                waits.remove(wait);
                wait.settled(isSynced);
            }
        }
    }
}
