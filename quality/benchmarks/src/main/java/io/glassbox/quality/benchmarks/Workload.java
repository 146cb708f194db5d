package io.glassbox.quality.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The commands that are measured; {@code __rand_int__} is redis-benchmark's random number below the size of the keyspace. */
enum Workload {
    GET("GET key:__rand_int__"),
    SET("SET key:__rand_int__ <value>"),
    INCR("INCR counter:__rand_int__"),
    MSET_10("MSET"),
    GETRANGE("GETRANGE key:__rand_int__ 10 49"),
    SETBIT("SETBIT key:__rand_int__ 100 1"),
    PFADD("PFADD log element:__rand_int__"),
    PUBLISH_10("PUBLISH channel <value>"),
    LPUSH(Group.TYPES, "LPUSH list <value>"),
    LPOP(Group.TYPES, "LPOP list"),
    LRANGE_100(Group.TYPES, "LRANGE elements 0 99"),
    SADD(Group.TYPES, "SADD set element:__rand_int__"),
    SISMEMBER(Group.TYPES, "SISMEMBER set element:__rand_int__"),
    SINTER(Group.TYPES, "SINTER operand:1 operand:2"),
    HSET(Group.TYPES, "HSET hash field:__rand_int__ <value>"),
    HGETALL_20(Group.TYPES, "HGETALL fields"),
    ZADD(Group.TYPES, "ZADD zset __rand_int__ element:__rand_int__"),
    ZRANK(Group.TYPES, "ZRANK zset element:__rand_int__"),
    ZRANGE_100(Group.TYPES, "ZRANGE zset 500000 500099"),
    XADD(Group.TYPES, "XADD stream MAXLEN ~ 100000 * field <value>"),
    XREADGROUP_XACK(Group.TYPES, ""),
    BLPOP_PUSH(Group.TYPES, ""),
    GEOSEARCH(Group.TYPES, "GEOSEARCH points FROMLONLAT 15 37 BYRADIUS 10 km"),
    EVAL_2_CALLS(
            Group.SCRIPTS, "EVAL redis.call('incr',KEYS[1])return(redis.call('get',KEYS[1])) 1 counter:__rand_int__");

    /** Commands that are measured together. */
    enum Group {
        /** Strings, counters, messages: what every server is used for. */
        CORE,
        /** Collections, which {@link TypeData} fills. */
        TYPES,
        /** Scripts that are sent as they are each time. */
        SCRIPTS
    }

    /** How many connections are subscribed to the channel of PUBLISH. */
    static final int SUBSCRIBERS = 10;

    private static final int MSET_PAIRS = 10;

    /** The words of the command, {@code <value>} standing for a value; none if {@link PairedCommands} knows them. */
    private final String words;

    private final Group group;

    Workload(String words) {
        this(Group.CORE, words);
    }

    Workload(Group group, String words) {
        this.group = group;
        this.words = words;
    }

    static List<Workload> of(Group group) {
        return Arrays.stream(values())
                .filter(workload -> workload.group == group)
                .toList();
    }

    Group group() {
        return group;
    }

    /** Whether it is of two commands, the second of which needs the first. */
    boolean isPaired() {
        return words.isEmpty();
    }

    /** The command with a value of {@code bytes} bytes. */
    List<String> command(int bytes) {
        String value = "x".repeat(bytes);
        List<String> command = new ArrayList<>();
        for (String word : words.split(" ")) {
            command.add(word.equals("<value>") ? value : word);
        }
        if (this == MSET_10) {
            for (int i = 0; i < MSET_PAIRS; i++) {
                command.add("key:__rand_int__");
                command.add(value);
            }
        }
        return command;
    }

    static Workload named(String name) {
        try {
            return valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("no workload " + name + "; there are " + List.of(values()), e);
        }
    }
}
