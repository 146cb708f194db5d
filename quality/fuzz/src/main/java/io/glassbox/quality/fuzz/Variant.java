package io.glassbox.quality.fuzz;

import java.util.List;

/** One of the servers that a run goes through. */
record Variant(String name, String password, List<List<String>> settings) {
    static final List<Variant> ALL = List.of(
            new Variant("plain", "", List.of()),
            new Variant(
                    "with a password",
                    "secret",
                    List.of(List.of("requirepass", "secret"), List.of("maxclients", "40"))),
            new Variant(
                    "with events",
                    "",
                    List.of(
                            List.of("notify-keyspace-events", "KEA"),
                            List.of("slowlog-log-slower-than", "0"),
                            List.of("latency-monitor-threshold", "1"),
                            List.of("lazyfree-lazy-user-del", "yes"))),
            new Variant(
                    "short of memory",
                    "",
                    List.of(
                            List.of("maxmemory", "24mb"),
                            List.of("client-query-buffer-limit", "1mb"),
                            List.of("client-output-buffer-limit", "normal", "1mb", "256kb", "1"),
                            List.of("client-output-buffer-limit", "pubsub", "512kb", "128kb", "1"))));
}
