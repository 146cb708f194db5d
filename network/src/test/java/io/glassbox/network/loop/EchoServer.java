package io.glassbox.network.loop;

import io.glassbox.foundation.setting.value.OutputBufferLimits;
import io.glassbox.foundation.time.ManualClock;
import io.glassbox.foundation.time.SystemClock;
import io.glassbox.network.connection.Connection;
import io.glassbox.network.connection.Connections;
import io.glassbox.network.connection.RequestHandler;
import io.glassbox.network.connection.Verdict;
import io.glassbox.network.protocol.ReplyChunks;
import io.glassbox.network.protocol.Request;
import io.glassbox.network.tls.TlsAcceptor;
import io.glassbox.network.tls.TlsConfiguration;
import io.glassbox.network.tls.TlsRefused;
import io.glassbox.network.transport.ListenAddress;
import io.glassbox.network.transport.ListenException;
import io.glassbox.network.transport.Transport;
import io.glassbox.network.transport.Wire;
import io.glassbox.quality.testkit.Eventually;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A loop with a handler that knows a few commands of its own: one for each thing that a connection can do. */
final class EchoServer implements RequestHandler, EventLoop.Turns, AutoCloseable {
    private static final long WAIT_NANOS = 100_000_000;
    static final int MOST_HANDSHAKES = 50;

    /** The word as four bytes: the one command that is measured. */
    private static final int PING = 'P' | 'I' << 8 | 'N' << 16 | 'G' << 24;

    final Slabs slabs = Slabs.create();
    final ReplyChunks chunks = new ReplyChunks(slabs);
    final Transport transport;
    final Connections connections;
    final EventLoop loop;
    final Transport.Listener listener;
    final AtomicInteger closed = new AtomicInteger();
    final AtomicInteger queryOverflows = new AtomicInteger();
    final AtomicInteger replyOverflows = new AtomicInteger();
    final List<String> protocolErrors = new ArrayList<>();
    final List<String> refused = new ArrayList<>();
    final ManualClock handshakeClock = new ManualClock(0);
    final List<String> failedHandshakes = Collections.synchronizedList(new ArrayList<>());
    final TlsAcceptor tls;
    private final long usedBefore;
    private final List<Connection> waiting = new ArrayList<>();
    private final Thread thread;
    private final byte[] filler = "x".repeat(1000).getBytes(StandardCharsets.US_ASCII);
    private OutputBufferLimits.Limit replyLimit = new OutputBufferLimits.Limit(0, 0, 0);
    private boolean trusted = true;
    private boolean paused;
    private int tickets;
    private long queryLimit = 1 << 30;

    interface TransportFactory {
        Transport open() throws IOException;
    }

    EchoServer(TransportFactory factory, int ioThreads) {
        this(factory, ioThreads, new ListenAddress.Tcp("127.0.0.1", 0));
    }

    EchoServer(TransportFactory factory, int ioThreads, ListenAddress address) {
        try {
            usedBefore = slabs.usedBytes();
            transport = factory.open();
            connections = new Connections(slabs, chunks, new SystemClock(), this, ioThreads);
            loop = new EventLoop(transport, connections, this);
            tls = new TlsAcceptor(connections, new Handshakes(), slabs, handshakeClock, loop::execute);
            transport.keepAlive(300);
            listener = transport.listen(address, 1024);
            listener.accept(connections, 100);
            thread = Thread.ofPlatform().name("echo").start(loop::run);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return listener.port();
    }

    void queryLimit(long bytes) {
        onLoop(() -> queryLimit = bytes);
    }

    /** Runs something on the loop's thread and waits for what it answers. */
    <T> T onLoop(Supplier<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                result.complete(task.get());
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        });
        try {
            return result.orTimeout(30, java.util.concurrent.TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            throw new AssertionError(e.getCause());
        }
    }

    /** What becomes of handshakes. */
    private final class Handshakes implements TlsAcceptor.Events {
        @Override
        public boolean hasRoom(int handshakes) {
            return handshakes < MOST_HANDSHAKES;
        }

        @Override
        public void onTurnedAway(Wire wire) {
            failedHandshakes.add("turned away");
        }

        @Override
        public void onFailed(Wire wire, String reason) {
            failedHandshakes.add(reason);
        }
    }

    /** Opens a listener for TLS. */
    Transport.Listener listenTls(TlsConfiguration configuration) {
        return onLoop(() -> {
            try {
                tls.configure(configuration);
                Transport.Listener listening = transport.listen(new ListenAddress.Tcp("127.0.0.1", 0), 128);
                listening.accept(tls, 100);
                return listening;
            } catch (TlsRefused e) {
                throw new AssertionError(e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Opens a second listener while the loop runs. */
    Transport.Listener listen(ListenAddress address) throws ListenException {
        CompletableFuture<ListenException> failure = new CompletableFuture<>();
        Transport.Listener opened = onLoop(() -> {
            try {
                Transport.Listener listening = transport.listen(address, 128);
                listening.accept(connections, 100);
                return listening;
            } catch (ListenException e) {
                failure.complete(e);
                return listener;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        if (failure.isDone()) {
            throw failure.join();
        }
        return opened;
    }

    @Override
    public void onAccepted(Connection connection) {}

    @Override
    public void onAcceptFailed(String reason) {
        refused.add(reason);
    }

    @Override
    public Verdict onRequest(Connection connection, Request request) {
        if (request.length(0) == Integer.BYTES && (Memory.getInt(request.address(0)) & ~0x20202020) == PING) {
            connection.writer().simple("PONG");
            return Verdict.CONTINUE;
        }
        String name = text(request, 0).toUpperCase(Locale.ROOT);
        switch (name) {
            case "ECHO" -> connection.writer().bulk(request.address(1), request.length(1));
            case "TICKET" -> connection.writer().integer(tickets++);
            case "COUNT" -> connection.writer().integer(request.count());
            case "BIG" -> big(connection, Integer.parseInt(text(request, 1)));
            case "ENDLESS" -> endless(connection);
            case "LIMIT" -> {
                replyLimit = new OutputBufferLimits.Limit(
                        Long.parseLong(text(request, 1)),
                        Long.parseLong(text(request, 2)),
                        Integer.parseInt(text(request, 3)));
                connection.writer().ok();
            }
            case "TRUST" -> {
                trusted = text(request, 1).equals("yes");
                connection.writer().ok();
            }
            case "WAIT" -> {
                waiting.add(connection);
                return Verdict.STOP;
            }
            case "GO" -> {
                connection.writer().integer(waiting.size());
                for (Connection other : waiting) {
                    other.writer().simple("WENT");
                    other.flushLater();
                    other.resume();
                }
                waiting.clear();
            }
            case "OVERHEAR" -> {
                ByteArrayOutputStream heard = new ByteArrayOutputStream();
                waiting.forEach(other -> heard.writeBytes(other.takeWaiting()));
                connection.writer().bulk(heard.toByteArray());
            }
            case "HOLD" -> {
                paused = true;
                connection.writer().ok();
            }
            case "LATER" -> {
                if (paused) {
                    waiting.add(connection);
                    return Verdict.POSTPONE;
                }
                connection.writer().bulk(request.address(1), request.length(1));
            }
            case "RELEASE" -> {
                paused = false;
                waiting.forEach(Connection::resume);
                waiting.clear();
                connection.writer().ok();
            }
            case "QUIT" -> {
                connection.writer().ok();
                return Verdict.CLOSE;
            }
            case "BYE" -> {
                connection.writer().ok();
                connection.closeAfterReplies();
            }
            case "DIE" -> connection.closeNow();
            case "ADDRESSES" ->
                connection
                        .writer()
                        .simple(connection.wire().remoteAddress() + " "
                                + connection.wire().localAddress() + " "
                                + connection.wire().isLoopback() + " "
                                + connection.wire().isUnixSocket());
            case "CERTIFIED" -> connection.writer().simple(connection.wire().certifiedName());
            case "QUERY" -> connection.writer().simple(connection.queryBytes() + " " + connection.queryRoom());
            default -> connection.writer().error("ERR unknown command");
        }
        return Verdict.CONTINUE;
    }

    private void big(Connection connection, int bytes) {
        byte[] value = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            value[i] = (byte) ('a' + i % 23);
        }
        connection.writer().bulk(value);
    }

    /** Replies until nobody would read it any more. */
    private void endless(Connection connection) {
        while (!connection.replies().isCutOff()) {
            connection.writer().bulk(filler);
        }
    }

    private static String text(Request request, int index) {
        return new String(Memory.toBytes(request.address(index), request.length(index)), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void onProtocolError(Connection connection, String error) {
        protocolErrors.add(error);
    }

    @Override
    public void onQueryBufferOverflow(Connection connection) {
        queryOverflows.incrementAndGet();
    }

    @Override
    public void onReplyOverflow(Connection connection, boolean hard) {
        replyOverflows.incrementAndGet();
    }

    @Override
    public void onClosed(Connection connection) {
        waiting.remove(connection);
        closed.incrementAndGet();
    }

    @Override
    public long queryBufferLimit() {
        return queryLimit;
    }

    @Override
    public long longestArgument() {
        return 512L << 20;
    }

    @Override
    public boolean isUnauthenticated(Connection connection) {
        return !trusted;
    }

    @Override
    public OutputBufferLimits.Limit replyLimit(Connection connection) {
        return replyLimit;
    }

    @Override
    public long beforeWait() {
        connections.trim();
        tls.expire();
        return WAIT_NANOS;
    }

    @Override
    public void afterWait() {}

    /** Stops everything; fails if memory was not given back. */
    @Override
    public void close() {
        loop.stop();
        Eventually.until("the loop ends", () -> !thread.isAlive());
        slabs.bindTo(Thread.currentThread());
        listener.close();
        connections.closeAll();
        tls.close();
        transport.close();
        chunks.trim();
        long used = slabs.usedBytes();
        slabs.close();
        if (used != usedBefore) {
            throw new AssertionError("leaked " + (used - usedBefore) + " bytes");
        }
    }
}
