package io.glassbox.quality.fuzz;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * One connection at a time to the server: sends a burst of requests, in pieces, and awaits what proves that the server is
 * through with it: the answer to a PING behind a well framed burst, the end of the connection behind a damaged one. Then the
 * next burst follows, sometimes on a new connection.
 */
final class FuzzClient {
    private static final int MOST_PIECES = 8;

    /** Without progress for so long, a client leaves whatever state its requests have brought it into. */
    private static final long RESCUE_NANOS = 1_000_000_000L;

    private static final long HANG_NANOS = 30_000_000_000L;

    private final int port;
    private final String password;
    private final Selector selector;
    private final Generator generator;
    private final SplittableRandom random;
    private final Figures figures;
    private final Output output = new Output();
    private final Words words = new Words();
    private final int[] pieces = new int[MOST_PIECES];
    private SocketChannel channel;
    private SelectionKey key;
    private Mode mode = Mode.ANSWERED;
    private byte[] nonce = new byte[0];
    private final byte[] tail = new byte[32];
    private int tailLength;
    private int burst;
    private int requests;
    private int written;
    private int piece;
    private int deafTurns;
    private boolean isNew;
    private boolean rescued;
    private long progressNanos;

    /** How a burst ends. */
    private enum Mode {
        /** With a PING whose answer is awaited. */
        ANSWERED,
        /** With the end of the connection, which the server has to follow. */
        TO_END,
        /** In the middle. */
        ABANDONED
    }

    FuzzClient(int port, String password, Selector selector, Generator generator, Figures figures) throws IOException {
        this.port = port;
        this.password = password;
        this.selector = selector;
        this.generator = generator;
        this.random = generator.random();
        this.figures = figures;
        this.channel = connect();
        this.key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    private SocketChannel connect() throws IOException {
        SocketChannel opened = SocketChannel.open();
        opened.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        opened.configureBlocking(false);
        opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
        isNew = true;
        figures.connections.increment();
        return opened;
    }

    /** Begins the next burst. */
    void begin(long now) throws IOException {
        if (!channel.isOpen()) {
            channel = connect();
            key = channel.register(selector, SelectionKey.OP_READ, this);
        }
        output.clear();
        rescued = false;
        tailLength = 0;
        written = 0;
        piece = 0;
        burst++;
        progressNanos = now;
        deafTurns = random.nextInt(40) == 0 ? random.nextInt(200) : 0;
        if (isNew) {
            greet();
            isNew = false;
        }
        fill();
        cut();
        write(now);
    }

    private void greet() {
        if (!password.isEmpty() && random.nextInt(4) != 0) {
            request("AUTH", password);
        }
        if (random.nextBoolean()) {
            request("HELLO", "3");
        }
    }

    private void fill() {
        int choice = random.nextInt(60);
        if (choice < 5) {
            mode = Mode.TO_END;
            requests = generator.damagedBurst(output);
            figures.damagedBursts.increment();
            return;
        }
        requests = generator.burst(output);
        if (choice == 5) {
            mode = Mode.ABANDONED;
            output.cut(random.nextInt(output.length() + 1));
            figures.abandonedBursts.increment();
            return;
        }
        mode = Mode.ANSWERED;
        nonce = ("fuzz-" + System.identityHashCode(this) + "-" + burst).getBytes(StandardCharsets.ISO_8859_1);
        if (random.nextBoolean()) {
            request("UNSUBSCRIBE");
            request("PUNSUBSCRIBE");
            request("SUNSUBSCRIBE");
        }
        request("DISCARD");
        end("CLIENT", "REPLY", "ON");
    }

    private void end(String... first) {
        request(first);
        if (!password.isEmpty()) {
            request("AUTH", password);
        }
        request("PING", new String(nonce, StandardCharsets.ISO_8859_1));
    }

    private void request(String... all) {
        words.clear();
        for (String word : all) {
            words.add(word);
        }
        output.request(words);
    }

    /** Where the burst is broken into pieces; mostly nowhere. */
    private void cut() {
        Arrays.fill(pieces, output.length());
        if (random.nextInt(4) == 0) {
            for (int i = random.nextInt(MOST_PIECES); i > 0; i--) {
                pieces[i - 1] = random.nextInt(output.length() + 1);
            }
            Arrays.sort(pieces);
        }
    }

    /** One turn of the selector. Returns false if the server is through with the burst. */
    boolean advance(byte[] input, long now) throws IOException {
        try {
            if (key.isReadable() && !read(input, now)) {
                return false;
            }
            if (key.isWritable()) {
                write(now);
            }
        } catch (IOException e) {
            ended();
        }
        return channel.isOpen();
    }

    /** Listens again after a while of not reading. */
    void turn() {
        if (deafTurns > 0 && --deafTurns == 0 && key.isValid()) {
            key.interestOpsOr(SelectionKey.OP_READ);
        }
    }

    private void write(long now) throws IOException {
        if (written < output.length()) {
            while (piece < MOST_PIECES - 1 && written >= pieces[piece]) {
                piece++;
            }
            int sent = channel.write(ByteBuffer.wrap(output.bytes(), written, pieces[piece] - written));
            figures.sentBytes.add(sent);
            written += sent;
            if (sent > 0) {
                progressNanos = now;
            }
        }
        if (written == output.length()) {
            allWritten();
        } else {
            key.interestOps(SelectionKey.OP_WRITE | (deafTurns > 0 ? 0 : SelectionKey.OP_READ));
        }
    }

    private void allWritten() throws IOException {
        key.interestOps(deafTurns > 0 ? 0 : SelectionKey.OP_READ);
        if (mode == Mode.TO_END) {
            channel.shutdownOutput();
        } else if (mode == Mode.ABANDONED) {
            close();
        }
    }

    private boolean read(byte[] input, long now) throws IOException {
        System.arraycopy(tail, 0, input, 0, tailLength);
        int count = channel.read(ByteBuffer.wrap(input, tailLength, input.length - tailLength));
        if (count < 0) {
            ended();
            return false;
        }
        if (count > 0) {
            progressNanos = now;
        }
        if (mode != Mode.ANSWERED) {
            return true;
        }
        int length = tailLength + count;
        if (contains(input, length, nonce)) {
            figures.answered.add(requests);
            if (random.nextInt(20) == 0) {
                close();
            }
            return false;
        }
        tailLength = Math.min(length, nonce.length);
        System.arraycopy(input, length - tailLength, tail, 0, tailLength);
        return true;
    }

    private void ended() throws IOException {
        if (mode == Mode.ANSWERED) {
            figures.closedByServer.increment();
        }
        close();
    }

    /** Looks at every nth byte for an n-byte word, and closer only where that byte is one of the word's. */
    static boolean contains(byte[] bytes, int length, byte[] word) {
        int last = word.length - 1;
        int at = last;
        while (at < length) {
            int shift = lastIndexBefore(word, bytes[at]);
            if (shift == 0 && Arrays.equals(bytes, at - last, at + 1, word, 0, word.length)) {
                return true;
            }
            at += Math.max(shift, 1);
        }
        return false;
    }

    /** How far from the end of the word the byte occurs; the whole length if nowhere. */
    private static int lastIndexBefore(byte[] word, byte value) {
        for (int i = word.length - 1; i >= 0; i--) {
            if (word[i] == value) {
                return word.length - 1 - i;
            }
        }
        return word.length;
    }

    /** Helps a client out of a state in which it gets no answer. Returns whether it is hopeless. */
    boolean isHanging(long now) throws IOException {
        long idle = now - progressNanos;
        if (idle > RESCUE_NANOS && mode == Mode.ANSWERED && !rescued && written == output.length() && deafTurns == 0) {
            rescued = true;
            figures.rescued.increment();
            end("RESET");
            Arrays.fill(pieces, output.length());
            try {
                write(now);
            } catch (IOException e) {
                ended();
            }
        }
        return idle > HANG_NANOS;
    }

    boolean isClosed() {
        return !channel.isOpen();
    }

    /** The burst under way. */
    byte[] sent() {
        return Arrays.copyOf(output.bytes(), output.length());
    }

    /** Every second time by a reset, so that the server meets both. */
    void close() throws IOException {
        if (channel.isOpen()) {
            if (random.nextBoolean()) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
            key.cancel();
            channel.close();
        }
    }

    @Override
    public String toString() {
        return mode + " burst " + burst + ", " + written + " of " + output.length() + " bytes sent"
                + (rescued ? ", rescued" : "");
    }
}
