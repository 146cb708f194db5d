package io.glassbox.quality.benchmarks;

import io.glassbox.quality.testkit.RespClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** Connections subscribed to the channel of PUBLISH, which take in all they get on a thread of their own. */
final class Subscribers implements AutoCloseable {
    private static final byte[] SUBSCRIBE =
            RespClient.encode("SUBSCRIBE", Workload.PUBLISH_10.command(0).get(1));

    private final Selector selector;
    private final Thread thread;

    Subscribers(int port, int count) throws IOException {
        selector = Selector.open();
        for (int i = 0; i < count; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.write(ByteBuffer.wrap(SUBSCRIBE));
            channel.read(ByteBuffer.allocate(256));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
        }
        thread = Thread.ofPlatform().daemon().start(this::drain);
    }

    private void drain() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(256 * 1024);
        try {
            while (selector.isOpen()) {
                selector.select(key -> read(key, buffer));
            }
        } catch (ClosedSelectorException e) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void read(SelectionKey key, ByteBuffer buffer) {
        try {
            buffer.clear();
            if (((SocketChannel) key.channel()).read(buffer) < 0) {
                key.cancel();
            }
        } catch (IOException e) {
            key.cancel();
        }
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
