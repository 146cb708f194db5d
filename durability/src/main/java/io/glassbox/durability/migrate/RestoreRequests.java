package io.glassbox.durability.migrate;

import io.glassbox.durability.rdb.DumpPayload;
import io.glassbox.durability.rdb.RdbOutput;
import io.glassbox.durability.rdb.ValueWriter;
import io.glassbox.durability.replay.CommandText;
import io.glassbox.engine.server.Server;
import io.glassbox.foundation.setting.Settings;
import io.glassbox.foundation.setting.catalogue.PersistenceSettings;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes to a target what it is to do, in pieces: however many keys there are, only the payload of one of them is in memory.
 *
 * <p>Between {@link #begin} and {@link #end} every method may send, and throws an {@link UncheckedIOException} if that fails.
 */
final class RestoreRequests implements AutoCloseable {
    private static final int PIECE_BYTES = 64 * 1024;

    private final Settings settings;
    private final ValueWriter values;
    private final RdbOutput out;
    private final CommandText text;
    private final RdbOutput payload;
    private @Nullable TargetConnection target;
    private long timeoutMillis;

    RestoreRequests(Server server) {
        settings = server.settings();
        values = ValueWriter.forPayloads(server.databases().types());
        out = RdbOutput.flushing(server.slabs(), PIECE_BYTES, this::send);
        text = new CommandText(server.slabs(), out);
        payload = RdbOutput.growing(server.slabs());
    }

    void begin(TargetConnection newTarget, long timeout) {
        target = newTarget;
        timeoutMillis = timeout;
        payload.compress(settings.get(PersistenceSettings.RDBCOMPRESSION));
    }

    /** Whether all went well or not. */
    void end() {
        target = null;
        out.clear();
        payload.clear();
    }

    void authenticate(List<String> credentials) {
        text.command("AUTH", 1 + credentials.size());
        credentials.forEach(word -> text.word(word.getBytes(StandardCharsets.ISO_8859_1)));
    }

    void select(long database) {
        text.command("SELECT", 2);
        text.number(database);
    }

    /** {@code ttl} in milliseconds, 0 for none. */
    void restore(ByteView key, long ttl, long entry, boolean replaces) {
        text.command("RESTORE", replaces ? 5 : 4);
        text.word(key);
        text.number(ttl);
        DumpPayload.write(entry, values, payload);
        text.word(payload.address(), payload.length());
        payload.clear();
        if (replaces) {
            text.word("REPLACE");
        }
    }

    void flush() {
        out.flush();
    }

    private void send(long address, long length) {
        TargetConnection to = target;
        assert to != null : "nobody to send to";
        try {
            to.write(Memory.buffer(address, (int) length), timeoutMillis);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        text.close();
        out.close();
        payload.close();
    }
}
