package io.glassbox.server.debugging;

import io.glassbox.engine.server.NoPeer;
import io.glassbox.engine.server.PeerLink;
import io.glassbox.network.protocol.ReplyBuffer;
import io.glassbox.structure.memory.Memory;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The line between a client and the debugger in a copy. Its near end is on the engine's thread, which has the connection; its far end
 * is the link of the session in the copy, on the thread of that. What the client says waits in the connection's own buffer until the
 * debugger has heard what it said before, so that there are limits to it.
 */
final class DebugLine extends NoPeer {
    private static final byte[] NOTHING = {};

    private final BlockingQueue<byte[]> said = new ArrayBlockingQueue<>(1);
    private final Consumer<byte[]> told;
    private final Runnable listening;
    private volatile boolean isHungUp;

    /**
     * @param client whose addresses are shown
     * @param told takes what the client is to be told; on the thread of the copy
     * @param listening told there that the next words can come
     */
    DebugLine(PeerLink client, Consumer<byte[]> told, Runnable listening) {
        super(client.remoteAddress(), client.localAddress());
        this.told = told;
        this.listening = listening;
    }

    /** Near end: whether there is room for more words. */
    boolean isFree() {
        return said.isEmpty();
    }

    /** Near end: passes on what the client has said; only while the line {@link #isFree}. */
    void pass(byte[] words) {
        said.add(words);
    }

    /** Near end: nobody is there any more. */
    void hangUp() {
        isHungUp = true;
        said.clear();
        said.add(NOTHING);
    }

    boolean isHungUp() {
        return isHungUp;
    }

    /** Waits for the client. */
    @Override
    public byte @Nullable [] heard() {
        if (isHungUp) {
            return null;
        }
        try {
            byte[] words = said.take();
            listening.run();
            return isHungUp ? null : words;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    @Override
    public boolean say(ReplyBuffer words) {
        while (!words.isEmpty()) {
            int length = words.headLength();
            told.accept(Memory.toBytes(words.headAddress(), length));
            words.consumed(length);
        }
        return !isHungUp;
    }
}
