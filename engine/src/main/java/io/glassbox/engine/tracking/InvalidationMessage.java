package io.glassbox.engine.tracking;

import io.glassbox.network.protocol.ReplyBuffer;
import io.glassbox.network.protocol.ReplyChunks;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.memory.ByteView;
import java.nio.charset.StandardCharsets;

/**
 * What clients are told, in both protocols: a push of RESP3, and for RESP2 a message in a channel that one who is told in the
 * place of another subscribes to. Written when the first client needs it, copied to all.
 */
final class InvalidationMessage {
    private static final byte[] INVALIDATE = ascii("invalidate");
    private static final byte[] BROKEN = ascii("tracking-redir-broken");
    private static final byte[] MESSAGE = ascii("message");
    private static final byte[] CHANNEL = ascii("__redis__:invalidate");

    private final ReplyBuffer push;
    private final ReplyBuffer message;
    private final ReplyBuffer broken;
    private final ReplyWriter pushWriter;
    private final ReplyWriter messageWriter;
    private final ReplyWriter brokenWriter;

    /** Writes the part of a message that tells the keys. */
    @FunctionalInterface
    interface Keys {
        void write(ReplyWriter writer);
    }

    InvalidationMessage(ReplyChunks chunks) {
        push = new ReplyBuffer(chunks);
        message = new ReplyBuffer(chunks);
        broken = new ReplyBuffer(chunks);
        pushWriter = new ReplyWriter(push);
        pushWriter.protocol(3);
        messageWriter = new ReplyWriter(message);
        brokenWriter = new ReplyWriter(broken);
        brokenWriter.protocol(3);
    }

    /** The message about these keys, the same ones until {@link #end}. */
    ReplyBuffer about(Keys keys, boolean resp3) {
        return resp3 ? asPush(keys) : asMessage(keys);
    }

    /** The message that the client with this id, which was to be told, is gone; for whoever reads RESP3. */
    ReplyBuffer broken(long id) {
        broken.clear();
        brokenWriter.push(2);
        brokenWriter.bulk(BROKEN);
        brokenWriter.integer(id);
        return broken;
    }

    void end() {
        push.clear();
        message.clear();
        broken.clear();
    }

    static void oneKey(ReplyWriter writer, ByteView key) {
        writer.array(1);
        writer.bulk(key);
    }

    private ReplyBuffer asPush(Keys keys) {
        if (push.isEmpty()) {
            pushWriter.push(2);
            pushWriter.bulk(INVALIDATE);
            keys.write(pushWriter);
        }
        return push;
    }

    private ReplyBuffer asMessage(Keys keys) {
        if (message.isEmpty()) {
            messageWriter.array(3);
            messageWriter.bulk(MESSAGE);
            messageWriter.bulk(CHANNEL);
            keys.write(messageWriter);
        }
        return message;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
