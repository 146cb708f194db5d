package io.glassbox.durability.aof;

import io.glassbox.command.declare.RegisteredCommand;
import io.glassbox.command.execute.CommandPipeline;
import io.glassbox.durability.rdb.DamagedRdb;
import io.glassbox.durability.rdb.RdbFileInput;
import io.glassbox.durability.rdb.RdbLoader;
import io.glassbox.durability.rdb.ValueReader;
import io.glassbox.durability.snapshot.LoadFailed;
import io.glassbox.engine.server.Server;
import io.glassbox.engine.server.Session;
import io.glassbox.foundation.file.FileSystem;
import io.glassbox.foundation.file.StoredFile;
import io.glassbox.network.protocol.Request;
import io.glassbox.structure.memory.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Plays one file: the snapshot at its beginning, if there is one, and the commands behind it. A command or key at a time. */
final class FilePlayer implements AutoCloseable {
    private static final byte[] SNAPSHOT = "REDIS".getBytes(StandardCharsets.US_ASCII);

    private static final int LONGEST_NAME = 128;

    /** What there is to say when a file has no more for us. */
    enum Step {
        MORE,
        END,
        /** It ends in the middle of something; {@link #validBytes} says what is whole. */
        TORN,
        BROKEN
    }

    private final Server server;
    private final CommandPipeline pipeline;
    private final CommandPlayer player;
    private final Path path;
    private final long size;
    private @Nullable RdbFileInput snapshot;
    private @Nullable RdbLoader loader;
    private @Nullable CommandFile commands;
    private long validBytes;
    private long snapshotBytes;

    FilePlayer(Server server, CommandPipeline pipeline, Session session, Path path, ValueReader values)
            throws IOException {
        this.server = server;
        this.pipeline = pipeline;
        this.player = new CommandPlayer(pipeline, session);
        this.path = path;
        StoredFile file = open();
        this.size = file.size();
        if (!beginsWithSnapshot(file)) {
            commands = new CommandFile(server.slabs(), file, 0);
            return;
        }
        RdbFileInput in = new RdbFileInput(server.slabs(), file);
        snapshot = in;
        // Keys whose time has come stay: commands behind may still give them more of it.
        RdbLoader.Rules rules = new RdbLoader.Rules(true, false, false);
        RdbLoader reading = new RdbLoader(server.databases(), in, values, server.log(), rules);
        reading.libraries(source -> server.scripts().functions().load(source, false));
        loader = reading;
    }

    private StoredFile open() throws IOException {
        return server.directory().files().open(path, FileSystem.Mode.READ);
    }

    private static boolean beginsWithSnapshot(StoredFile file) throws IOException {
        ByteBuffer first = ByteBuffer.allocate(SNAPSHOT.length);
        while (first.hasRemaining() && file.read(first, first.position()) > 0) {
            // A short read goes on where it ended.
        }
        return Arrays.equals(first.array(), SNAPSHOT);
    }

    /** Bytes that are whole and were taken. */
    long validBytes() {
        return validBytes;
    }

    long size() {
        return size;
    }

    /** How far it came. */
    long offset() {
        RdbFileInput in = snapshot;
        if (in != null) {
            return in.offset();
        }
        CommandFile file = commands;
        return file == null ? 0 : file.offset();
    }

    /** Goes on by so many keys or by one command; throws {@link LoadFailed} for what cannot be loaded at all. */
    Step step(int keys) throws IOException {
        RdbLoader reading = loader;
        return reading == null ? command() : keys(reading, keys);
    }

    private Step keys(RdbLoader reading, int keys) throws IOException {
        try {
            if (snapshotBytes == 0) {
                snapshotBytes = 1;
                server.log().notice("Reading RDB base file on AOF loading...");
                reading.begin();
                return Step.MORE;
            }
            if (reading.step(keys)) {
                return Step.MORE;
            }
        } catch (DamagedRdb damage) {
            throw new LoadFailed("Error reading the RDB preamble of the AOF file " + path + ", at offset " + offset()
                    + ": " + damage.finding());
        }
        snapshotBytes = offset();
        validBytes = snapshotBytes;
        closeSnapshot();
        commands = new CommandFile(server.slabs(), open(), snapshotBytes);
        return Step.MORE;
    }

    private Step command() throws IOException {
        CommandFile file = commands;
        assert file != null;
        return switch (file.next()) {
            case COMMAND -> {
                play(file.request());
                if (!player.isWithinTransaction()) {
                    validBytes = file.offset();
                }
                yield Step.MORE;
            }
            case END -> player.isWithinTransaction() ? revert() : Step.END;
            case TORN -> player.isWithinTransaction() ? revert() : Step.TORN;
            case BROKEN, UNKNOWN -> Step.BROKEN;
        };
    }

    private Step revert() {
        server.log().warning("Revert incomplete MULTI/EXEC transaction from AOF file " + path.getFileName());
        return Step.TORN;
    }

    private void play(Request request) {
        RegisteredCommand command = pipeline.table().find(request);
        if (command == null) {
            byte[] name = Memory.toBytes(request.address(0), Math.min(LONGEST_NAME, request.length(0)));
            throw new LoadFailed("Unknown command '" + new String(name, StandardCharsets.ISO_8859_1)
                    + "' reading the append only file " + path.getFileName() + ", at offset " + validBytes);
        }
        player.play(command, request);
    }

    private void closeSnapshot() {
        RdbLoader reading = loader;
        if (reading != null) {
            reading.close();
        }
        RdbFileInput in = snapshot;
        if (in != null) {
            in.close();
        }
        loader = null;
        snapshot = null;
    }

    @Override
    public void close() {
        closeSnapshot();
        CommandFile file = commands;
        if (file != null) {
            file.close();
        }
        commands = null;
    }
}
