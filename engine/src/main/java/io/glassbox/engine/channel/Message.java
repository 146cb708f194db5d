package io.glassbox.engine.channel;

import io.glassbox.network.protocol.ReplyBuffer;
import io.glassbox.network.protocol.ReplyChunks;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;

/**
 * A message on its way out: written once, copied to every subscriber. RESP2 sends an array of strings and RESP3 a push of the
 * same strings, so the two differ in the first byte alone.
 */
final class Message {
    private static final byte[] MESSAGE = {'m', 'e', 's', 's', 'a', 'g', 'e'};
    private static final byte[] SHARD_MESSAGE = {'s', 'm', 'e', 's', 's', 'a', 'g', 'e'};
    private static final byte[] PATTERN_MESSAGE = {'p', 'm', 'e', 's', 's', 'a', 'g', 'e'};

    private final ReplyBuffer buffer;
    private final ReplyWriter writer;

    Message(ReplyChunks chunks) {
        this.buffer = new ReplyBuffer(chunks);
        this.writer = new ReplyWriter(buffer);
    }

    void begin(ChannelKind kind, ByteView channel, ByteView payload) {
        writer.array(3);
        writer.bulk(kind == ChannelKind.SHARD ? SHARD_MESSAGE : MESSAGE);
        writer.bulk(channel);
        writer.bulk(payload);
    }

    void beginMatched(ByteView pattern, ByteView channel, ByteView payload) {
        writer.array(4);
        writer.bulk(PATTERN_MESSAGE);
        writer.bulk(pattern);
        writer.bulk(channel);
        writer.bulk(payload);
    }

    ReplyBuffer framed(boolean resp3) {
        Memory.putByte(buffer.headAddress(), resp3 ? '>' : '*');
        return buffer;
    }

    void end() {
        buffer.clear();
    }
}
