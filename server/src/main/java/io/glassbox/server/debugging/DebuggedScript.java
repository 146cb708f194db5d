package io.glassbox.server.debugging;

import io.glassbox.durability.rdb.DamagedRdb;
import io.glassbox.engine.acl.DeclaredUsers;
import io.glassbox.engine.acl.User;
import io.glassbox.engine.server.Server;
import io.glassbox.engine.server.Session;
import io.glassbox.foundation.file.FileErrors;
import io.glassbox.foundation.file.FileSystem;
import io.glassbox.foundation.file.StoredFile;
import io.glassbox.foundation.setting.declare.SettingRefused;
import io.glassbox.network.protocol.ReplyBuffer;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.network.protocol.Request;
import io.glassbox.scripting.debug.Debugger;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.MemoryExhausted;
import io.glassbox.structure.memory.Slabs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A script that is debugged in a copy of the data, from loading the copy to the last reply, on a thread of its own. */
final class DebuggedScript implements Runnable {
    /**
     * Who debugs, and what.
     *
     * @param words the request that runs the script
     * @param user as ACL LIST shows it
     */
    record Call(List<byte[]> words, String user, int database, int protocol) {
        static Call of(Session session, List<byte[]> words) {
            return new Call(
                    words,
                    session.user().line(),
                    session.keys().index(),
                    session.reply().protocol());
        }
    }

    private final Call call;
    private final CopiedServer.Original original;
    private final FileSystem files;
    private final Path snapshot;
    private final DebugLine line;
    private final Consumer<@Nullable String> end;

    /** {@code end}: told on this thread when all is over and given back, with the reason if there was no copy. */
    DebuggedScript(
            Call call,
            CopiedServer.Original original,
            FileSystem files,
            Path snapshot,
            DebugLine line,
            Consumer<@Nullable String> end) {
        this.call = call;
        this.original = original;
        this.files = files;
        this.snapshot = snapshot;
        this.line = line;
        this.end = end;
    }

    @Override
    public void run() {
        String failure = "it broke off";
        try {
            failure = debug();
        } catch (IOException e) {
            failure = FileErrors.reason(e);
        } catch (UncheckedIOException e) {
            failure = FileErrors.reason(e);
        } catch (MemoryExhausted e) {
            failure = "it does not fit into the memory that there is for it";
        } catch (DamagedRdb e) {
            failure = "the snapshot " + e.finding();
        } catch (RuntimeException e) {
            failure = e.toString();
        } finally {
            end.accept(failure);
        }
    }

    /** Null, or why the script was not run. */
    private @Nullable String debug() throws IOException {
        StoredFile file = takeFile();
        try (CopiedServer copy = new CopiedServer(original, line::isHungUp)) {
            copy.load(file, line::isHungUp);
            return line.isHungUp() ? null : run(copy);
        }
    }

    /** From here on the file is there for who has it open only. */
    private StoredFile takeFile() throws IOException {
        StoredFile file = files.open(snapshot, FileSystem.Mode.READ);
        files.delete(snapshot);
        return file;
    }

    private @Nullable String run(CopiedServer copy) {
        Server server = copy.server();
        ReplyBuffer replies = new ReplyBuffer(server.replyChunks());
        Session session = server.sessions().internal(line, new ReplyWriter(replies));
        try {
            session.authenticate(user(server));
            session.select(call.database());
            session.reply().protocol(call.protocol());
            copy.debugger().enable(session, Debugger.Mode.FORK);
            run(copy, session);
            line.say(replies);
            return null;
        } catch (SettingRefused e) {
            return e.getMessage();
        } finally {
            replies.clear();
            server.sessions().reset(session);
        }
    }

    /** The caller as it was, with the rights that it had. */
    private User user(Server server) throws SettingRefused {
        List<String> words = List.of(call.user().split(" "));
        DeclaredUsers declared = new DeclaredUsers();
        declared.declare(words);
        String objection = declared.applyTo(server.users(), server.log());
        if (objection != null) {
            throw new SettingRefused(objection);
        }
        return Objects.requireNonNull(server.users().find(words.getFirst()));
    }

    private void run(CopiedServer copy, Session session) {
        Slabs slabs = copy.server().slabs();
        long bytes = call.words().stream().mapToLong(word -> word.length).sum();
        long block = slabs.allocate(Math.max(1, bytes));
        try {
            Request request = new Request();
            long at = block;
            for (byte[] word : call.words()) {
                Memory.copyIn(word, 0, at, word.length);
                request.add(at, word.length);
                at += word.length;
            }
            copy.pipeline().execute(session, request);
        } finally {
            slabs.free(block);
        }
    }
}
