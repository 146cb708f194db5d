package io.glassbox.server.client;

import io.glassbox.server.Glassbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** A server for each test, over every transport, with and without I/O threads: what clients see must not depend on it. */
@ParameterizedClass(name = "{0} with {1} I/O threads")
@CsvSource({"epoll, 1", "epoll, 2", "nio, 1", "nio, 2"})
abstract class ServedTestCase {
    @Parameter(0)
    String transport = "";

    @Parameter(1)
    int ioThreads;

    private Glassbox server;

    @BeforeEach
    void startServer() {
        server = Glassbox.builder()
                .set("io-transport", transport)
                .set("io-threads", Integer.toString(ioThreads))
                .set("notify-keyspace-events", "KEA")
                .start();
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    final Glassbox server() {
        return server;
    }
}
