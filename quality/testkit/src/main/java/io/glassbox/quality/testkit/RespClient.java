package io.glassbox.quality.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plain client that adds nothing of its own: no handshake, no retry, no reconnect. It can send any bytes and shows
 * replies either typed ({@link Reply}) or as their exact bytes, so that servers can be compared byte for byte. Texts stand
 * for bytes one to one (ISO 8859-1); what should go out as UTF-8 is given as bytes.
 *
 * <p>While a request does not fit into the socket, arriving replies are taken in, so that pipelines of any size cannot
 * block both sides. Every wait ends with an {@link AssertionError} at the time limit, 20 s unless told. Not thread-safe.
 */
public final class RespClient implements AutoCloseable {
    private static final int READ_BYTES = 64 * 1024;

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final ReplyParser parser = new ReplyParser(new Input());
    private Duration timeout = Duration.ofSeconds(20);

    /** What has arrived: bytes {@code from} to {@code to}; {@code mark} is where the reply being read began. */
    private byte[] buffer = new byte[READ_BYTES];

    private int from;
    private int to;
    private int mark;
    private boolean ended;

    private RespClient(SocketChannel channel) throws IOException {
        this.channel = channel;
        channel.configureBlocking(false);
        this.selector = Selector.open();
        this.key = channel.register(selector, SelectionKey.OP_READ);
    }

    /** To a port of this machine's IPv4 loopback address. */
    public static RespClient connect(int port) {
        return connect("127.0.0.1", port);
    }

    public static RespClient connect(String host, int port) {
        try {
            return connect(new InetSocketAddress(InetAddress.getByName(host), port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** To a Unix socket. */
    public static RespClient connect(Path socket) {
        return connect(UnixDomainSocketAddress.of(socket));
    }

    public static RespClient connect(SocketAddress address) {
        boolean local = address instanceof UnixDomainSocketAddress;
        SocketChannel channel = null;
        try {
            channel = local ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open();
            channel.connect(address);
            if (!local) {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            }
            return new RespClient(channel);
        } catch (IOException e) {
            closeQuietly(channel);
            throw new UncheckedIOException("cannot connect to " + address, e);
        }
    }

    /** How long a single wait may last before it fails the test. */
    public RespClient timeout(Duration limit) {
        timeout = limit;
        return this;
    }

    /** Sends one command and waits for the next reply, whatever it is. */
    public Reply command(String... words) {
        return send(words).read();
    }

    public Reply command(byte[]... words) {
        return send(words).read();
    }

    /** Sends all commands at once and returns their replies in order. */
    public List<Reply> pipeline(String[]... commands) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String[] words : commands) {
            out.writeBytes(encode(words));
        }
        sendRaw(out.toByteArray());
        List<Reply> replies = new ArrayList<>(commands.length);
        for (int i = 0; i < commands.length; i++) {
            replies.add(read());
        }
        return replies;
    }

    /** Switches to RESP3; the reply of HELLO is returned. */
    public Reply hello3() {
        return command("HELLO", "3");
    }

    /** Sends one command without waiting. */
    public RespClient send(String... words) {
        return sendRaw(encode(words));
    }

    public RespClient send(byte[]... words) {
        return sendRaw(encode(words));
    }

    /** Sends exactly these bytes. */
    public RespClient sendRaw(String bytes) {
        return sendRaw(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    public RespClient sendRaw(byte[] bytes) {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        try {
            channel.write(rest);
            while (rest.hasRemaining()) {
                await(SelectionKey.OP_READ | SelectionKey.OP_WRITE, "sending " + rest.remaining() + " more bytes");
                if (key.isReadable()) {
                    fill();
                }
                channel.write(rest);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** The next reply. */
    public Reply read() {
        mark = from;
        return parser.parse();
    }

    /** The next {@code count} replies. */
    public List<Reply> read(int count) {
        List<Reply> replies = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            replies.add(read());
        }
        return replies;
    }

    /** The next reply as its exact bytes. */
    public String readRaw() {
        read();
        return new String(buffer, mark, from - mark, StandardCharsets.ISO_8859_1);
    }

    /** Sends one command and returns the exact bytes of the reply. */
    public String commandRaw(String... words) {
        return send(words).readRaw();
    }

    /** Exactly {@code count} bytes, whatever they mean. */
    public String readBytes(int count) {
        mark = from;
        need(count);
        from += count;
        return new String(buffer, from - count, count, StandardCharsets.ISO_8859_1);
    }

    /** Everything up to the end that the server makes; fails when the connection stays open. */
    public String readToEnd() {
        mark = from;
        while (!ended) {
            await(SelectionKey.OP_READ, "the server closing the connection");
            fill();
        }
        String text = new String(buffer, from, to - from, StandardCharsets.ISO_8859_1);
        from = to;
        return text;
    }

    /**
     * Whether bytes wait to be read now. For "no reply came" rather send a PING and check that its answer is the next
     * one: that is a proof, this is only a look.
     */
    public boolean hasInput() {
        if (from == to && !ended) {
            fill();
        }
        return to > from;
    }

    /** Whether the server has ended the connection and nothing is left to read; looks, does not wait. */
    public boolean isEnded() {
        return !hasInput() && ended;
    }

    /** Tells the server that nothing more will come, while replies can still be read. */
    public RespClient shutdownOutput() {
        try {
            channel.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Sets a socket option, {@code SO_RCVBUF} for tests of slow readers for one. */
    public <T> RespClient option(SocketOption<T> option, T value) {
        try {
            channel.setOption(option, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** The address of our end, as CLIENT LIST prints it: {@code 127.0.0.1:40321}. */
    public String localAddress() {
        try {
            SocketAddress address = channel.getLocalAddress();
            return address instanceof InetSocketAddress inet
                    ? inet.getAddress().getHostAddress() + ":" + inet.getPort()
                    : String.valueOf(address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closeQuietly(selector);
        closeQuietly(channel);
    }

    /** The bytes of a command as an array of bulk strings. */
    public static byte[] encode(String... words) {
        byte[][] bytes = new byte[words.length][];
        for (int i = 0; i < words.length; i++) {
            bytes[i] = words[i].getBytes(StandardCharsets.ISO_8859_1);
        }
        return encode(bytes);
    }

    public static byte[] encode(byte[]... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ascii("*" + words.length + "\r\n"));
        for (byte[] word : words) {
            out.writeBytes(ascii("$" + word.length + "\r\n"));
            out.writeBytes(word);
            out.writeBytes(ascii("\r\n"));
        }
        return out.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private void need(int count) {
        while (to - from < count) {
            if (ended) {
                throw new AssertionError("the server closed the connection; unread: '"
                        + new String(buffer, mark, to - mark, StandardCharsets.ISO_8859_1) + "'");
            }
            await(SelectionKey.OP_READ, "a reply");
            fill();
        }
    }

    /** Takes in what has arrived; a reset by the server counts as its end. */
    private void fill() {
        if (to == buffer.length) {
            int kept = to - mark;
            byte[] target = kept > buffer.length / 2 ? new byte[buffer.length * 2] : buffer;
            System.arraycopy(buffer, mark, target, 0, kept);
            buffer = target;
            from -= mark;
            to -= mark;
            mark = 0;
        }
        try {
            int count = channel.read(ByteBuffer.wrap(buffer, to, buffer.length - to));
            if (count < 0) {
                ended = true;
            } else {
                to += count;
            }
        } catch (IOException e) {
            ended = true;
        }
    }

    private void await(int operations, String what) {
        try {
            key.interestOps(operations);
            selector.selectedKeys().clear();
            if (selector.select(timeout.toMillis()) == 0) {
                throw new AssertionError("waited " + timeout.toSeconds() + " s for " + what);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void closeQuietly(@Nullable AutoCloseable resource) {
        if (resource == null) {
            return;
        }
        try {
            resource.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private final class Input implements ReplyParser.Source {
        @Override
        public byte next() {
            need(1);
            return buffer[from++];
        }

        @Override
        public byte[] next(int count) {
            need(count);
            from += count;
            return Arrays.copyOfRange(buffer, from - count, from);
        }
    }
}
