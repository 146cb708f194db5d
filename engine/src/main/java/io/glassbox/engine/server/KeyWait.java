package io.glassbox.engine.server;

import io.glassbox.engine.entry.ValueType;
import io.glassbox.network.protocol.Request;
import java.util.ArrayList;
import java.util.List;

/** A session that waits until one of some keys has what its command wants; the command is then run again. */
public final class KeyWait implements Blocking {
    /** What a client reads whose time was up. */
    public enum Nothing {
        NIL,
        NIL_ARRAY
    }

    /**
     * What is waited for.
     *
     * @param type the type of value that the command can do something with; a key of any other is as good as none
     * @param deadlineNanos on the monotonic clock; {@link Long#MAX_VALUE} for never
     * @param nothing the reply when the time is up
     * @param untilGone whether the command is also run again when a key is gone or has become of another type: it will fail
     */
    public record Wish(ValueType type, long deadlineNanos, Nothing nothing, boolean untilGone) {}

    final KeyWaits owner;
    final Session session;
    final KeptRequest kept;
    final Wish wish;
    final List<WaitedKey> keys = new ArrayList<>();

    boolean isStillWanting;

    /** When the command is run again without any change; {@link KeyWaits#NEVER} for not. */
    long retryNanos = KeyWaits.NEVER;

    KeyWait(KeyWaits owner, Session session, KeptRequest kept, Wish wish) {
        this.owner = owner;
        this.session = session;
        this.kept = kept;
        this.wish = wish;
    }

    public Session session() {
        return session;
    }

    /** The command as it was sent; valid until the wait is over. */
    public Request request() {
        return kept.request();
    }

    /** Whether the command, run again, found nothing again, so that it goes on waiting. */
    public boolean isStillWanting() {
        return isStillWanting;
    }

    @Override
    public long deadlineNanos() {
        return wish.deadlineNanos();
    }

    @Override
    public void timedOut(Session waiting) {
        KeyWaits.writeNothing(waiting.push(), wish.nothing());
    }

    @Override
    public void abandoned(Session waiting) {
        owner.forget(this);
    }
}
