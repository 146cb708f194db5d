package io.glassbox.engine.channel;

import io.glassbox.engine.change.ChangeListener;
import io.glassbox.engine.change.ChangeLog;
import io.glassbox.engine.change.EventClass;
import io.glassbox.engine.change.KeyEvent;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import io.glassbox.structure.text.DecimalInteger;
import java.nio.charset.StandardCharsets;

/**
 * Publishes what happens to keys, if {@code notify-keyspace-events} asks for it: the event to {@code __keyspace@0__:key}, the
 * key to {@code __keyevent@0__:event}. Names are composed in memory of its own, so an event allocates nothing.
 */
public final class KeyspaceEvents implements ChangeListener, AutoCloseable {
    private static final byte[] KEYSPACE = "__keyspace@".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] KEYEVENT = "__keyevent@".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BEFORE_NAME = "__:".getBytes(StandardCharsets.US_ASCII);

    /** Room for the name of an event and, behind it, for a channel's prefix. */
    private static final int LONGEST_EVENT = 64;

    private static final int LONGEST_PREFIX = KEYSPACE.length + DecimalInteger.MAX_LENGTH + BEFORE_NAME.length;

    /** A channel name longer than this gets memory of its own for the moment. */
    private static final int SCRATCH_BYTES = 1024;

    private final Channels channels;
    private final Slabs slabs;
    private final long scratch;
    private final ByteView event = new ByteView();
    private final ByteView channel = new ByteView();
    private final ChangeLog changes;
    private final SubkeyEvents subkeys;
    private int mask;

    public KeyspaceEvents(Channels channels, Slabs slabs, ChangeLog changes) {
        this.channels = channels;
        this.changes = changes;
        this.subkeys = new SubkeyEvents(channels, slabs);
        this.slabs = slabs;
        this.scratch = slabs.allocate(SCRATCH_BYTES);
    }

    /** Selects what is published: {@link EventClass} bits, none for nothing. */
    public void select(int classes) {
        mask = classes;
        subkeys.forget();
        changes.noteSubkeys(SubkeyEvents.areIn(classes) ? subkeys : null);
    }

    @Override
    public void keyChanged(int database, ByteView key, KeyEvent what) {
        if ((mask & what.eventClass().bit()) == 0) {
            return;
        }
        if (channels.hasSubscribers()) {
            publish(database, key, what);
        } else {
            subkeys.forget();
        }
    }

    @Override
    public void keyNoticed(int database, ByteView key, KeyEvent what) {
        keyChanged(database, key, what);
    }

    @Override
    public void close() {
        slabs.free(scratch);
        subkeys.close();
    }

    private void publish(int database, ByteView key, KeyEvent what) {
        byte[] name = what.printedName();
        Memory.copyIn(name, 0, scratch, name.length);
        event.set(scratch, name.length);
        if ((mask & EventClass.KEYSPACE.bit()) != 0) {
            publish(KEYSPACE, database, key, event);
        }
        if ((mask & EventClass.KEYEVENT.bit()) != 0) {
            publish(KEYEVENT, database, event, key);
        }
        if (what.eventClass() == EventClass.HASH) {
            subkeys.publish(database, key, what, mask);
        }
    }

    private void publish(byte[] prefix, int database, ByteView name, ByteView payload) {
        long needed = (long) LONGEST_PREFIX + name.length();
        boolean fits = needed <= SCRATCH_BYTES - LONGEST_EVENT;
        long start = fits ? scratch + LONGEST_EVENT : slabs.allocate(needed);
        long at = append(start, prefix);
        at = append(DecimalInteger.write(at, database), BEFORE_NAME);
        Memory.copy(name.address(), at, name.length());
        channel.set(start, (int) (at - start) + name.length());
        channels.publish(channel, payload);
        if (!fits) {
            slabs.free(start);
        }
    }

    private static long append(long at, byte[] bytes) {
        Memory.copyIn(bytes, 0, at, bytes.length);
        return at + bytes.length;
    }
}
