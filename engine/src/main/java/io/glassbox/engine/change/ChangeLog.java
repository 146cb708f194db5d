package io.glassbox.engine.change;

import io.glassbox.structure.memory.ByteView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where every write announces itself, once: from here follow the dirty counter and whatever the listeners do.
 *
 * <p>{@link #dirty} counts changes as Redis's {@code rdb_changes_since_last_save} does; that it moved during a command is how
 * the command pipeline knows that there is something to propagate.
 */
public final class ChangeLog {
    private ChangeListener[] listeners = new ChangeListener[0];
    private @Nullable Subkeys subkeys;
    private long dirty;
    private long dirtyAtLastSave;

    public void listen(ChangeListener listener) {
        List<ChangeListener> all = new ArrayList<>(List.of(listeners));
        all.add(listener);
        listeners = all.toArray(ChangeListener[]::new);
    }

    /** For a listener that comes and goes: it hears of everything before the others, none of which depends on it. */
    public void listenFirst(ChangeListener listener) {
        List<ChangeListener> all = new ArrayList<>(List.of(listeners));
        all.addFirst(listener);
        listeners = all.toArray(ChangeListener[]::new);
    }

    public void stopListening(ChangeListener listener) {
        List<ChangeListener> all = new ArrayList<>(List.of(listeners));
        all.remove(listener);
        listeners = all.toArray(ChangeListener[]::new);
    }

    /** Fields are to be noted before what happened to them is announced; null for no more. */
    public void noteSubkeys(@Nullable Subkeys noter) {
        subkeys = noter;
    }

    /** Whether somebody wants to know of fields. */
    public boolean notesSubkeys() {
        return subkeys != null;
    }

    /** The next announcement is about this field too. */
    public void subkey(ByteView field) {
        Subkeys noter = subkeys;
        if (noter != null) {
            noter.note(field);
        }
    }

    /** The next announcement is about this field too. */
    public void subkey(byte[] field) {
        Subkeys noter = subkeys;
        if (noter != null) {
            noter.note(field);
        }
    }

    /** One change to one key. */
    public void changed(int database, ByteView key, KeyEvent event) {
        changed(database, key, event, 1);
    }

    /** {@code count} changes within one key, announced as one; none announces nothing. */
    public void changed(int database, ByteView key, KeyEvent event, long count) {
        if (count == 0) {
            return;
        }
        dirty += count;
        for (ChangeListener listener : listeners) {
            listener.keyChanged(database, key, event);
        }
    }

    /**
     * An event that counts nothing: a further one about a key whose change is announced already (EXPIRE after SET), or the
     * deletion of a key whose time has come, which no command asked for.
     */
    public void also(int database, ByteView key, KeyEvent event) {
        for (ChangeListener listener : listeners) {
            listener.keyChanged(database, key, event);
        }
    }

    /** One change to the bytes of a value that is no event. */
    public void refreshed(int database, ByteView key) {
        dirty++;
        for (ChangeListener listener : listeners) {
            listener.keyRefreshed(database, key);
        }
    }

    public void noticed(int database, ByteView key, KeyEvent event) {
        for (ChangeListener listener : listeners) {
            listener.keyNoticed(database, key, event);
        }
    }

    /** To be called before the keys go, since who listens may want to see them; counts nothing. */
    public void flushing(int database) {
        for (ChangeListener listener : listeners) {
            listener.databaseFlushing(database);
        }
    }

    /** The same for all databases at once, so many. */
    public void flushingAll(int count) {
        for (ChangeListener listener : listeners) {
            listener.allDatabasesFlushing(count);
        }
    }

    /** To be called while both databases are still in their places; counts nothing. */
    public void swapping(int first, int second) {
        for (ChangeListener listener : listeners) {
            listener.databasesSwapping(first, second);
        }
    }

    /** Changes that belong to no key. */
    public void count(long changes) {
        dirty += changes;
    }

    /** What changed since {@link #dirty} said this came from files: no change, and nothing to propagate. */
    public void loaded(long dirtyBefore) {
        dirty = dirtyBefore;
        dirtyAtLastSave = dirtyBefore;
    }

    /** Changes since the start. */
    public long dirty() {
        return dirty;
    }

    public long dirtySinceLastSave() {
        return dirty - dirtyAtLastSave;
    }

    public void saved(long dirtyAtSnapshot) {
        dirtyAtLastSave = dirtyAtSnapshot;
    }
}
