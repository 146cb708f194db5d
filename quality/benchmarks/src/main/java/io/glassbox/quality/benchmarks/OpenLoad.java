package io.glassbox.quality.benchmarks;

import io.glassbox.quality.testkit.RespClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;
import org.HdrHistogram.Histogram;

/**
 * GET and SET in turn, or SET alone, at a fixed rate over many connections. A request is due at its place in the schedule, whether or not
 * earlier ones were answered, and its latency counts from there: a server that stands still for a while is charged with
 * every request that should have been served meanwhile. One thread; it allocates nothing while it measures.
 */
final class OpenLoad implements AutoCloseable {
    private static final int MAX_OUTSTANDING = 1 << 16;
    private static final long HIGHEST_MICROS = TimeUnit.SECONDS.toMicros(60);

    /** What is sent. */
    enum Mix {
        GET_AND_SET,
        SET
    }

    /**
     * @param rate  requests a second over all connections
     * @param spins whether the thread looks for replies without pause; otherwise it sleeps until something happens
     */
    record Settings(Mix mix, double rate, int connections, long keys, int valueBytes, boolean spins) {}

    private final Settings settings;
    private final Selector selector = Selector.open();
    private final List<Line> lines = new ArrayList<>();
    private final SplittableRandom random = new SplittableRandom(1);
    private final Histogram latencies = new Histogram(HIGHEST_MICROS, 3);
    private final byte[] value;

    OpenLoad(int port, Settings settings) throws IOException {
        this.settings = settings;
        this.value = "x".repeat(settings.valueBytes()).getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < settings.connections(); i++) {
            lines.add(new Line(port));
        }
    }

    /** Runs for a while and returns the latencies in microseconds; those of earlier calls are forgotten. */
    Histogram run(Duration time) throws IOException {
        long requests = Math.round(settings.rate() * time.toNanos() / 1e9);
        return run(sent -> sent < requests);
    }

    /** Runs for as long as this holds. */
    Histogram runWhile(BooleanSupplier goesOn) throws IOException {
        return run(_ -> goesOn.getAsBoolean());
    }

    /** @param isWanted whether the next request is to be sent, after so many */
    private Histogram run(LongPredicate isWanted) throws IOException {
        latencies.reset();
        double gap = 1e9 / settings.rate();
        long begun = System.nanoTime();
        long sent = 0;
        while (isWanted.test(sent) || isWaiting()) {
            long now = System.nanoTime();
            while (begun + (long) (sent * gap) <= now && isWanted.test(sent)) {
                lines.get((int) (sent % lines.size())).request(begun + (long) (sent * gap), sent);
                sent++;
            }
            for (int i = 0; i < lines.size(); i++) {
                lines.get(i).flush();
            }
            if (settings.spins()) {
                selector.selectNow(this::receive);
            } else {
                selector.select(this::receive, 1);
            }
        }
        return latencies;
    }

    private boolean isWaiting() {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).outstanding > 0) {
                return true;
            }
        }
        return false;
    }

    private void receive(SelectionKey key) {
        ((Line) key.attachment()).receive();
    }

    @Override
    public void close() throws IOException {
        for (Line line : lines) {
            line.channel.close();
        }
        selector.close();
    }

    /** One connection: what goes out, when its unanswered requests were due, and where in a reply it stands. */
    private final class Line {
        private final SocketChannel channel;
        private final ByteBuffer out = ByteBuffer.allocateDirect(1 << 20);
        private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 16);
        private final long[] due = new long[MAX_OUTSTANDING];
        private int oldest;
        private int outstanding;

        /** Bytes of a bulk string still to be passed over, its line end included. */
        private long rest;

        private long length;
        private byte type;

        private final byte[] get = RespClient.encode("GET", "key:000000000000");
        private final byte[] set;

        Line(int port) throws IOException {
            channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, this);
            set = RespClient.encode("SET", "key:000000000000", new String(value, StandardCharsets.ISO_8859_1));
        }

        void request(long dueNanos, long number) {
            boolean reads = settings.mix() == Mix.GET_AND_SET && number / lines.size() % 2 == 0;
            byte[] command = reads ? get : set;
            if (outstanding == MAX_OUTSTANDING || out.remaining() < command.length) {
                throw new IllegalStateException("the server cannot keep up with " + settings.rate() + " requests/s");
            }
            int digits = indexOfDigits(command);
            long key = random.nextLong(settings.keys());
            for (int i = digits + 11; i >= digits; i--) {
                command[i] = (byte) ('0' + key % 10);
                key /= 10;
            }
            out.put(command);
            due[(oldest + outstanding) & (MAX_OUTSTANDING - 1)] = dueNanos;
            outstanding++;
        }

        private int indexOfDigits(byte[] command) {
            int at = 0;
            while (command[at] != ':') {
                at++;
            }
            return at + 1;
        }

        void flush() throws IOException {
            if (out.position() > 0) {
                out.flip();
                channel.write(out);
                out.compact();
            }
        }

        void receive() {
            try {
                in.clear();
                if (channel.read(in) < 0) {
                    throw new IllegalStateException("the server closed the connection");
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            in.flip();
            long now = System.nanoTime();
            while (in.hasRemaining()) {
                if (rest > 0) {
                    int passed = (int) Math.min(rest, in.remaining());
                    in.position(in.position() + passed);
                    rest -= passed;
                    if (rest == 0) {
                        answered(now);
                    }
                } else {
                    header(in.get(), now);
                }
            }
        }

        /** One byte of the line that opens a reply. */
        private void header(byte next, long now) {
            if (type == 0) {
                type = next;
                length = 0;
            } else if (next == '-') {
                length = -1;
            } else if (next >= '0' && next <= '9' && length >= 0) {
                length = length * 10 + next - '0';
            } else if (next == '\n') {
                if (type == '-') {
                    throw new IllegalStateException("the server answered with an error");
                }
                if (type == '$' && length >= 0) {
                    rest = length + 2;
                } else {
                    answered(now);
                }
                type = 0;
            }
        }

        private void answered(long now) {
            long micros = (now - due[oldest]) / 1000;
            latencies.recordValue(Math.min(Math.max(micros, 0), HIGHEST_MICROS));
            oldest = (oldest + 1) & (MAX_OUTSTANDING - 1);
            outstanding--;
        }
    }
}
