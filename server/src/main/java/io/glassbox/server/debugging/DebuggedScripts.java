package io.glassbox.server.debugging;

import io.glassbox.command.call.CommandError;
import io.glassbox.command.execute.CommandPipeline;
import io.glassbox.durability.snapshot.Copies;
import io.glassbox.engine.server.Blocking;
import io.glassbox.engine.server.Server;
import io.glassbox.engine.server.Session;
import io.glassbox.foundation.process.ThisProcess;
import io.glassbox.foundation.process.ThreadEnd;
import io.glassbox.network.protocol.Request;
import io.glassbox.scripting.debug.DebugCopies;
import io.glassbox.structure.memory.Memory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The clients that debug scripts in copies of the data, each with a server of its own on a thread of its own, while this server goes
 * on. A copy is a snapshot that is loaded and thrown away. Lives on the engine's thread.
 */
public final class DebuggedScripts implements DebugCopies, AutoCloseable {
    /** What a script may add to a copy: it gets addresses for that much more data, and some. */
    private static final int GROWTH = 4;

    private static final long SPARE_BYTES = 4L << 30;

    private static final CommandError WITHIN_OTHERS =
            CommandError.of("ERR Scripts are not debugged within transactions");
    private static final CommandError NO_MEMORY = CommandError.of(
            "ERR There is not enough memory for a copy of the data to debug the script in. SCRIPT DEBUG SYNC (redis-cli"
                    + " --ldb-sync-mode) makes none, but keeps what the script changes");

    private final CommandPipeline pipeline;
    private final Server server;
    private final Copies copies;
    private final Consumer<Server> bindings;
    private final ThreadFactory threads;
    private final Executor engine;
    private final long machineBytes = new ThisProcess().machineBytes();
    private final Set<Client> clients = new LinkedHashSet<>();

    /**
     * @param bindings carries the settings of a server into its data
     * @param threads makes the threads that scripts run on
     * @param engine has the engine's thread do something; from any thread
     */
    public DebuggedScripts(
            CommandPipeline pipeline,
            Copies copies,
            Consumer<Server> bindings,
            ThreadFactory threads,
            Executor engine) {
        this.pipeline = pipeline;
        this.server = pipeline.server();
        this.copies = copies;
        this.bindings = bindings;
        this.threads = threads;
        this.engine = engine;
    }

    @Override
    public void debug(Session session, Request request) {
        if (!session.mayBlock() || pipeline.isNested()) {
            throw WITHIN_OTHERS;
        }
        long bytes = server.slabs().heldBytes();
        if (machineBytes > 0 && bytes * (clients.size() + 2) > machineBytes) {
            throw NO_MEMORY;
        }
        Client client = new Client(
                session,
                DebuggedScript.Call.of(session, words(request)),
                CopiedServer.Original.of(server, pipeline, GROWTH * bytes + SPARE_BYTES, bindings));
        clients.add(client);
        session.block(client);
        client.copy = copies.order(client);
    }

    private static List<byte[]> words(Request request) {
        List<byte[]> words = new ArrayList<>();
        for (int i = 0; i < request.count(); i++) {
            words.add(Memory.toBytes(request.address(i), request.length(i)));
        }
        return words;
    }

    /** Hears what the clients say: in every turn. */
    public void listen() {
        if (!clients.isEmpty()) {
            clients.forEach(Client::listen);
        }
    }

    /** Leaves all scripts, and waits until nothing of them is left. */
    @Override
    public void close() {
        for (Client client : List.copyOf(clients)) {
            client.abandoned(client.session);
            Thread thread = client.thread;
            if (thread != null) {
                ThreadEnd.await(thread);
            }
        }
        clients.clear();
    }

    /** One that is blocked: first until there is a copy, then while it talks to the debugger. */
    private final class Client implements Blocking, Copies.Reader {
        private final Session session;
        private final DebuggedScript.Call call;
        private final CopiedServer.Original original;
        private final DebugLine line;
        private Copies.@Nullable Copy copy;
        private @Nullable Thread thread;
        private boolean isGone;

        Client(Session session, DebuggedScript.Call call, CopiedServer.Original original) {
            this.session = session;
            this.call = call;
            this.original = original;
            this.line = new DebugLine(
                    session.link(), words -> engine.execute(() -> tell(words)), () -> engine.execute(() -> {}));
        }

        @Override
        public void ready(Path file) {
            DebuggedScript script = new DebuggedScript(
                    call,
                    original,
                    server.directory().files(),
                    file,
                    line,
                    failure -> engine.execute(() -> ended(failure)));
            Thread runner = threads.newThread(script);
            runner.setName("glassbox-debugged-script");
            thread = runner;
            runner.start();
        }

        @Override
        public void failed(String reason) {
            ended(reason);
        }

        /** Waits with what a client says that does not hear what it is told. */
        void listen() {
            if (line.isFree() && !session.link().isWriteBlocked()) {
                byte[] words = session.link().takeWaiting();
                if (words.length > 0) {
                    line.pass(words);
                }
            }
        }

        private void tell(byte[] words) {
            if (!isGone) {
                session.reply().buffer().append(words, 0, words.length);
                session.link().flushLater();
            }
        }

        private void ended(@Nullable String failure) {
            clients.remove(this);
            if (isGone) {
                return;
            }
            if (failure == null) {
                session.closeAfterReplies();
            } else {
                server.log().warning("No copy of the data could be made to debug a script in: " + failure);
                session.failWait(
                        CommandError.of("ERR No copy of the data could be made to debug the script in: " + failure));
                session.unblock();
            }
        }

        @Override
        public long deadlineNanos() {
            return Long.MAX_VALUE;
        }

        @Override
        public void timedOut(Session waiting) {}

        /** Who has no patience is left alone: the talk cannot be taken up again. */
        @Override
        public void abandoned(Session leaving) {
            isGone = true;
            line.hangUp();
            if (copy != null) {
                copy.cancel();
            }
            if (thread == null) {
                clients.remove(this);
            }
            leaving.closeNow();
        }
    }
}
