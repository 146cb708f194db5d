package io.glassbox.server.durability;

import io.glassbox.quality.testkit.Eventually;
import io.glassbox.quality.testkit.RespClient;
import io.glassbox.server.Glassbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Servers over a directory that outlives them. */
final class Servers {
    /** There may be a million keys. */
    private static final Duration REWRITTEN_WITHIN = Duration.ofMinutes(5);

    private Servers() {}

    /** One that is about to start there: with the defaults of a test, and names and values that a case of it adds or has otherwise. */
    static Glassbox.Builder over(Path directory, Map<String, String> defaults, String... further) {
        Glassbox.Builder builder =
                Glassbox.builder().set("dir", directory.toString()).set("enable-debug-command", "yes");
        defaults.forEach(builder::set);
        for (int i = 0; i < further.length; i += 2) {
            builder.set(further[i], further[i + 1]);
        }
        return builder;
    }

    /** Waits until no rewrite runs or is to begin. One look at both figures: between two a rewrite may go from one to the other. */
    static void awaitRewritten(RespClient client) {
        Eventually.until(
                "the append-only file is rewritten",
                REWRITTEN_WITHIN,
                () -> client.command("INFO", "persistence")
                        .text()
                        .contains("aof_rewrite_in_progress:0\r\naof_rewrite_scheduled:0\r\n"));
    }
}
