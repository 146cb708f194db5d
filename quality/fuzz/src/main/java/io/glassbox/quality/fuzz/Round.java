package io.glassbox.quality.fuzz;

import io.glassbox.quality.testkit.RespClient;
import io.glassbox.server.Glassbox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/** One server from its start to its end, under fire in between; what it held then it must have given back. */
final class Round {
    /** The part of a run whose memory is not looked at: things that are made once and kept are made by then. */
    private static final int WARM_UP_SHARE = 10;

    private static final int QUIET_LOOKS = 300;
    private static final long SETTLE_NANOS = 30_000_000_000L;

    private final Variant variant;
    private final List<List<String>> settings;
    private final int connections;
    private final Path dumps;
    private final Findings findings;
    private final Figures figures = new Figures();
    private final List<String> commands = new ArrayList<>();

    Round(Variant variant, List<List<String>> settings, int connections, Path dumps, Findings findings) {
        this.variant = variant;
        this.settings = settings;
        this.connections = connections;
        this.dumps = dumps;
        this.findings = findings;
    }

    Figures figures() {
        return figures;
    }

    /** The commands that were called. */
    List<String> commands() {
        return commands;
    }

    /** Sends so many requests; returns the names of the commands that succeeded at least once. */
    Set<String> run(long requests, SplittableRandom random) throws IOException {
        ServerLog log = new ServerLog(findings);
        Glassbox.Builder builder = Glassbox.builder()
                .set("proto-max-bulk-len", "1mb")
                .set("maxmemory", "512mb")
                // Some commands reply as much as they are asked to; that this ends with a limit is what is to be seen.
                .set("client-output-buffer-limit", "normal", "64mb", "0", "0")
                .set("enable-debug-command", "yes");
        settings.forEach(words -> set(builder, words));
        variant.settings().forEach(words -> set(builder, words));
        Set<String> succeeded;
        try (Glassbox server = builder.log(log).start()) {
            prepare(server.port());
            List<CommandShape> shapes = shapes(server.port());
            fire(server.port(), shapes, requests / WARM_UP_SHARE, random);
            long before = quietBytes(server);
            Map<String, Long> placesBefore = server.usedBytesByPlace();
            succeeded = fire(server.port(), shapes, requests, random);
            if (!findings.isFatal()) {
                end(server.port());
                settle(server, before, placesBefore);
            }
        }
        log.flush();
        return succeeded;
    }

    private static void set(Glassbox.Builder builder, List<String> words) {
        builder.set(words.getFirst(), words.subList(1, words.size()).toArray(String[]::new));
    }

    private void prepare(int port) {
        try (RespClient client = Control.connect(port, variant.password())) {
            KeptThings.make(client);
            // So that a damaged payload is not refused before it is read.
            client.command("DEBUG", "SET-SKIP-CHECKSUM-VALIDATION", "1");
        }
    }

    private List<CommandShape> shapes(int port) {
        try (RespClient client = Control.connect(port, variant.password())) {
            List<CommandShape> shapes = CommandShapes.read(client);
            shapes.forEach(shape -> commands.add(shape.name()));
            return shapes;
        }
    }

    private Set<String> fire(int port, List<CommandShape> shapes, long requests, SplittableRandom random)
            throws IOException {
        Weights weights = new Weights(shapes);
        Control control = new Control(port, variant.password(), weights, findings);
        Thread watch = Thread.ofPlatform().name("fuzz-control").start(control);
        try (Load load = new Load(port, variant.password(), connections, random, weights, findings, figures)) {
            load.run(requests);
            if (findings.isFatal()) {
                load.dump(dumps);
            }
        }
        control.stop();
        join(watch);
        return control.succeeded();
    }

    /** What the server holds when the last connection is gone: the least that was seen for a while. */
    private static long quietBytes(Glassbox server) {
        long least = Long.MAX_VALUE;
        for (int unchanged = 0; unchanged < QUIET_LOOKS; unchanged++) {
            long used = emptied(server);
            if (used < least) {
                least = used;
                unchanged = 0;
            }
            LockSupport.parkNanos(1_000_000);
        }
        return least;
    }

    /** Ends what a request may have begun that goes on without its client: it holds memory for as long as it does. */
    private void end(int port) {
        try (RespClient client = Control.connect(port, variant.password())) {
            client.command("BACKUP", "ABORT");
            client.command("BACKUP", "CLEANUP");
            client.command("HOTKEYS", "STOP");
            client.command("HOTKEYS", "RESET");
            client.command("SCRIPT", "FLUSH");
            client.command("FUNCTION", "FLUSH");
        }
    }

    /** Connections close and keys are freed by and by: then nothing may be left of them. */
    private void settle(Glassbox server, long before, Map<String, Long> placesBefore) {
        long end = System.nanoTime() + SETTLE_NANOS;
        long used = emptied(server);
        while (used > before && System.nanoTime() < end) {
            LockSupport.parkNanos(1_000_000);
            used = emptied(server);
        }
        if (used > before) {
            findings.add("a leak in the server " + variant.name() + ": " + (used - before) + " bytes (" + before
                    + " before, " + used + " after)" + grown(placesBefore, server.usedBytesByPlace())
                    + clients(server.port()));
        }
    }

    /** Who is still there. */
    private String clients(int port) {
        try (RespClient client = Control.connect(port, variant.password())) {
            return "\n" + client.commandRaw("INFO", "clients") + client.commandRaw("CLIENT", "LIST");
        }
    }

    private static long emptied(Glassbox server) {
        server.flush();
        return server.usedBytes();
    }

    /** The places, or the sizes of blocks, that hold more than before. */
    private static String grown(Map<String, Long> before, Map<String, Long> after) {
        StringBuilder text = new StringBuilder();
        after.forEach((place, bytes) -> {
            long more = bytes - before.getOrDefault(place, 0L);
            if (more != 0) {
                text.append("\n    ").append(more).append(" bytes from ").append(place);
            }
        });
        return text.toString();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
