package io.glassbox.quality.crashtest;

import io.glassbox.quality.testkit.Reply;
import io.glassbox.quality.testkit.RespClient;

/** Keeps the server busy with something until it is killed. */
final class Activity {
    private final Moment moment;
    private volatile long sealedNanos = Long.MIN_VALUE;
    private volatile boolean sealed;

    Activity(Moment moment) {
        this.moment = moment;
    }

    /** Begins, on a thread that ends when the server is gone. */
    Thread begin(Victim victim) {
        return Thread.ofPlatform().daemon().start(() -> {
            try (RespClient client = victim.connect()) {
                run(client);
            } catch (RuntimeException | AssertionError ended) {
                // The server is gone, as it is meant to be.
            }
        });
    }

    private void run(RespClient client) {
        switch (moment) {
            case NOTHING -> {}
            case SAVE -> client.command("BGSAVE");
            case REWRITE -> client.command("BGREWRITEAOF");
            case REWRITE_AFTER_FLUSH -> {
                client.command("BGREWRITEAOF");
                emptyFillers(client);
            }
            case MANIFEST -> changeManifests(client);
            case BACKUP -> backUp(client);
            case STOP -> client.command("SHUTDOWN", "SAVE");
        }
    }

    private static void emptyFillers(RespClient client) {
        client.command("SELECT", "1");
        client.command("FLUSHDB");
    }

    /** Each rewrite stores one when it begins, one when its base is complete and one when old files go. */
    private static void changeManifests(RespClient client) {
        emptyFillers(client);
        while (true) {
            client.command("BGREWRITEAOF");
        }
    }

    private void backUp(RespClient client) {
        client.command("BACKUP", "START");
        while (true) {
            long before = System.nanoTime();
            sealedNanos = before;
            if (client.command("BACKUP", "SEAL").equals(Reply.ok())) {
                sealed = true;
                return;
            }
        }
    }

    /** When the server was asked to seal the backup, last; whatever was confirmed before belongs to it. */
    long sealedNanos() {
        return sealedNanos;
    }

    /** Whether it has said that it is sealed. */
    boolean isSealed() {
        return sealed;
    }
}
