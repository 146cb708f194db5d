package io.glassbox.network.loop;

import io.glassbox.foundation.time.SystemClock;
import io.glassbox.network.transport.EpollTransport;
import io.glassbox.network.transport.ListenAddress;
import io.glassbox.network.transport.NioTransport;
import java.util.concurrent.CountDownLatch;

/**
 * A server that only answers PING and ECHO, to measure the network layer alone:
 * {@code java -cp … io.glassbox.network.loop.EchoMain port epoll|nio io-threads}.
 */
final class EchoMain {
    private EchoMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        ListenAddress address = new ListenAddress.Tcp("127.0.0.1", Integer.parseInt(arguments[0]));
        boolean epoll = arguments[1].equals("epoll");
        try (EchoServer server = new EchoServer(
                () -> epoll ? new EpollTransport(new SystemClock()) : new NioTransport(),
                Integer.parseInt(arguments[2]),
                address)) {
            System.out.println("listening on " + server.port());
            new CountDownLatch(1).await();
        }
    }
}
