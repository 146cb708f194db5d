package io.glassbox.durability.migrate;

import io.glassbox.command.call.Args;
import io.glassbox.engine.change.KeyEvent;
import io.glassbox.engine.entry.Entry;
import io.glassbox.engine.entry.Slot;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.structure.memory.ByteView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The keys of one MIGRATE on their way. All are sent before the first answer is waited for; each is deleted here when the target has said
 * that it has it, and in no other case.
 */
final class Transfer {
    private static final long MICROS_PER_MILLI = 1000;

    private final MigrateOptions options;
    private final Args args;
    private final Keyspace keys;
    private final Slot slot = new Slot();

    /** Positions of keys that exist. */
    private final int[] found;

    private final int foundCount;

    /** Positions of keys that were sent, in the order in which they are answered. */
    private final int[] sent;

    private int sentCount;
    private final List<byte[]> deleted = new ArrayList<>();
    private boolean isSending;
    private int answered;
    private String refusal = "";

    Transfer(MigrateOptions options, Args args, Keyspace keys) {
        this.options = options;
        this.args = args;
        this.keys = keys;
        this.found = new int[options.keyCount()];
        this.sent = new int[options.keyCount()];
        int count = 0;
        for (int i = options.firstKey(); i < options.firstKey() + options.keyCount(); i++) {
            if (keys.read(args.at(i)).exists()) {
                found[count++] = i;
            }
        }
        this.foundCount = count;
    }

    /** Whether none of the keys exists. */
    boolean isEmpty() {
        return foundCount == 0;
    }

    /** Takes the keys to the target. Wherever it fails, what was not acknowledged is still here. */
    void run(TargetConnection target, RestoreRequests requests) throws IOException {
        boolean authenticates = !options.target().credentials().isEmpty();
        boolean selects = target.database != options.database();
        isSending = true;
        send(target, requests, authenticates, selects);
        isSending = false;
        String refused = "";
        if (authenticates) {
            refused = target.readRefusal(options.timeoutMillis());
        }
        if (selects) {
            String notSelected = target.readRefusal(options.timeoutMillis());
            refused = refused.isEmpty() ? notSelected : refused;
        }
        for (int i = 0; i < sentCount; i++) {
            String notRestored = target.readRefusal(options.timeoutMillis());
            answered++;
            settle(sent[i], refused.isEmpty() ? notRestored : refused);
        }
        boolean isAccepted = refused.isEmpty() && refusal.isEmpty();
        target.database = isAccepted ? options.database() : TargetConnection.NONE;
    }

    private void send(TargetConnection target, RestoreRequests requests, boolean authenticates, boolean selects)
            throws IOException {
        requests.begin(target, options.timeoutMillis());
        try {
            if (authenticates) {
                requests.authenticate(options.target().credentials());
            }
            if (selects) {
                requests.select(options.database());
            }
            sentCount = 0;
            for (int i = 0; i < foundCount; i++) {
                restore(requests, found[i]);
            }
            requests.flush();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            requests.end();
        }
    }

    /** Values may take long to send, so the time that a key has left is taken when its turn comes; it may have none. */
    private void restore(RestoreRequests requests, int position) {
        ByteView key = args.at(position);
        keys.store().find(key, slot);
        long ttl = 0;
        if (Entry.hasDue(slot.entry())) {
            long left = Entry.due(slot.entry()) - keys.clock().unixMicrosNow() / MICROS_PER_MILLI;
            if (left < 0) {
                return;
            }
            ttl = Math.max(1, left);
        }
        requests.restore(key, ttl, slot.entry(), options.replaces());
        sent[sentCount++] = position;
    }

    private void settle(int position, String refused) {
        if (!refused.isEmpty()) {
            refusal = refusal.isEmpty() ? refused : refusal;
            return;
        }
        ByteView key = args.at(position);
        if (!options.copies() && keys.delete(key)) {
            keys.changed(key, KeyEvent.DEL);
            deleted.add(args.bytes(position));
        }
    }

    /** For files and replicas it is a deletion of what has gone. */
    void tellEffects() {
        if (!deleted.isEmpty()) {
            deleted.addFirst("DEL".getBytes(StandardCharsets.US_ASCII));
            keys.effects().instead(deleted.toArray(byte[][]::new));
        }
    }

    /** Whether it failed, if it did, while keys were sent. */
    boolean isSending() {
        return isSending;
    }

    /** Whether the target has decided about any of the keys. */
    boolean hasAnswers() {
        return answered > 0;
    }

    /** The first error of the target; empty if there was none. */
    String refusal() {
        return refusal;
    }
}
