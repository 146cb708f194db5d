package io.glassbox.quality.fuzz;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** All connections of a run, on one thread. */
final class Load implements AutoCloseable {
    private static final int INPUT_BYTES = 256 * 1024;
    private static final int SELECT_MILLIS = 20;
    private static final long CHECK_NANOS = 100_000_000;

    private final Findings findings;
    private final Figures figures;
    private final Selector selector;
    private final byte[] input = new byte[INPUT_BYTES];
    private final List<FuzzClient> clients = new ArrayList<>();
    private long checkedNanos;

    Load(
            int port,
            String password,
            int connections,
            SplittableRandom random,
            Weights weights,
            Findings findings,
            Figures figures)
            throws IOException {
        this.findings = findings;
        this.figures = figures;
        this.selector = Selector.open();
        long nowSeconds = System.currentTimeMillis() / 1000;
        for (int i = 0; i < connections; i++) {
            Generator generator = new Generator(random.split(), weights, nowSeconds);
            clients.add(new FuzzClient(port, password, selector, generator, figures));
        }
    }

    /** Goes on until so many requests were answered or something fatal was found. */
    void run(long requests) throws IOException {
        long now = System.nanoTime();
        for (FuzzClient client : clients) {
            begin(client, now);
        }
        while (figures.answered.sum() < requests && !findings.isFatal()) {
            selector.select(SELECT_MILLIS);
            now = System.nanoTime();
            for (SelectionKey ready : selector.selectedKeys()) {
                FuzzClient client = (FuzzClient) ready.attachment();
                if (ready.isValid() && !client.advance(input, now)) {
                    begin(client, now);
                }
            }
            selector.selectedKeys().clear();
            for (FuzzClient client : clients) {
                client.turn();
            }
            if (now - checkedNanos > CHECK_NANOS) {
                checkedNanos = now;
                check(now);
            }
        }
    }

    /** Until a burst is under way that does not end by itself. */
    private void begin(FuzzClient client, long now) throws IOException {
        do {
            try {
                client.begin(now);
            } catch (IOException e) {
                if (findings.isFatal()) {
                    return;
                }
                client.close();
            }
        } while (client.isClosed() && !findings.isFatal());
    }

    private void check(long now) throws IOException {
        for (FuzzClient client : clients) {
            if (client.isHanging(now)) {
                findings.fatal("no progress on a connection for 30 s: " + client);
            }
            if (client.isClosed()) {
                begin(client, now);
            }
        }
    }

    /** Writes what was under way to files, one for each connection. */
    void dump(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (int i = 0; i < clients.size(); i++) {
            Files.write(
                    folder.resolve("connection-" + i + ".resp"), clients.get(i).sent());
        }
    }

    @Override
    public void close() throws IOException {
        for (FuzzClient client : clients) {
            client.close();
        }
        selector.close();
    }
}
