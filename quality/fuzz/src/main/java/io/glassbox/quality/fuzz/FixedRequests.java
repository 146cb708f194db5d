package io.glassbox.quality.fuzz;

/** Requests that go out exactly as they stand here, since a damaged copy could stop the run rather than test the server. */
final class FixedRequests {
    private static final String[][] ALL = {
        {"CLIENT", "PAUSE", "1"},
        {"CLIENT", "PAUSE", "2", "WRITE"},
        {"CLIENT", "PAUSE", "3", "ALL"},
        {"CONFIG", "SET", "hz", "100"},
        {"CONFIG", "SET", "hz", "10", "timeout", "0"},
        {"CONFIG", "SET", "slowlog-log-slower-than", "0"},
        {"CONFIG", "SET", "slowlog-log-slower-than", "10000"},
        {"CONFIG", "SET", "slowlog-max-len", "10"},
        {"CONFIG", "SET", "latency-monitor-threshold", "1"},
        {"CONFIG", "SET", "notify-keyspace-events", "KEA"},
        {"CONFIG", "SET", "notify-keyspace-events", ""},
        {"CONFIG", "SET", "lazyfree-lazy-user-del", "yes"},
        {"CONFIG", "SET", "lazyfree-lazy-user-flush", "yes"},
        {"CONFIG", "SET", "lazyfree-lazy-expire", "no"},
        {"CONFIG", "SET", "maxmemory-policy", "allkeys-lfu"},
        {"CONFIG", "SET", "maxmemory-policy", "noeviction"},
        {"CONFIG", "SET", "hll-sparse-max-bytes", "100"},
        {"CONFIG", "SET", "hll-sparse-max-bytes", "3000"},
        {"CONFIG", "SET", "hash-max-listpack-entries", "4"},
        {"CONFIG", "SET", "hash-max-listpack-entries", "128"},
        {"CONFIG", "SET", "zset-max-listpack-entries", "4"},
        {"CONFIG", "SET", "zset-max-listpack-entries", "128"},
        {"CONFIG", "SET", "set-max-intset-entries", "4"},
        {"CONFIG", "SET", "list-max-listpack-size", "4"},
        {"CONFIG", "SET", "list-max-listpack-size", "-2"},
        {"CONFIG", "SET", "no-such-setting", "1"},
        {"CONFIG", "SET", "hz", "not-a-number"},
        {"DEBUG", "OBJECT", "k1"},
        {"DEBUG", "DIGEST-VALUE", "k1", "k2"},
        {"DEBUG", "SET-ACTIVE-EXPIRE", "0"},
        {"DEBUG", "SET-ACTIVE-EXPIRE", "1"},
        {"DEBUG", "PROTOCOL", "map"},
        {"DEBUG", "PROTOCOL", "attrib"},
        {"DEBUG", "PROTOCOL", "push"},
    };

    private FixedRequests() {}

    static int count() {
        return ALL.length;
    }

    static void write(int index, Words words) {
        words.clear();
        for (String word : ALL[index]) {
            words.add(word);
        }
    }
}
