package io.glassbox.server.durability;

import io.glassbox.quality.testkit.RespClient;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/** Fills a server with values of all types, sizes and encodings. */
final class RandomData {
    private static final int LARGE = 700;

    private final RespClient client;
    private final SplittableRandom random;

    /** One key in so many has what takes much memory. */
    private final int rarity;

    RandomData(RespClient client, SplittableRandom random) {
        this(client, random, 1);
    }

    private RandomData(RespClient client, SplittableRandom random, int rarity) {
        this.client = client;
        this.random = random;
        this.rarity = rarity;
    }

    /** For so many keys that all of them together would not fit in memory if large ones were as frequent as among few. */
    static RandomData ofMany(RespClient client, SplittableRandom random) {
        return new RandomData(client, random, 50);
    }

    /** Creates keys with this prefix; returns their names. */
    List<String> create(String prefix, int count) {
        List<String> names = new ArrayList<>();
        List<String[]> commands = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = prefix + i;
            names.add(name);
            commands.add(command(name));
        }
        client.pipeline(commands.toArray(String[][]::new));
        names.add(stream(prefix + "stream"));
        return names;
    }

    /** A stream with deleted entries, a group, consumers, and entries that are pending. */
    private String stream(String name) {
        int entries = random.nextInt(1, 400);
        for (int i = 1; i <= entries; i++) {
            client.command(
                    "XADD",
                    name,
                    i + "-" + random.nextInt(1, 5),
                    "field",
                    element(),
                    "f" + random.nextInt(2),
                    element());
        }
        client.command("XGROUP", "CREATE", name, "group", "0");
        client.command("XREADGROUP", "GROUP", "group", "first", "COUNT", "7", "STREAMS", name, ">");
        client.command("XREADGROUP", "GROUP", "group", "second", "COUNT", "90", "STREAMS", name, ">");
        client.command("XTRIM", name, "MAXLEN", Integer.toString(random.nextInt(1, 400)));
        return name;
    }

    /** Changes keys with this prefix, removes some, and creates others. */
    void change(String prefix, int count) {
        List<String[]> commands = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = prefix + random.nextInt(count * 2);
            commands.add(
                    switch (random.nextInt(14)) {
                        case 0 -> new String[] {"DEL", name};
                        case 1 -> new String[] {"APPEND", name, "more"};
                        case 2 -> new String[] {"SETRANGE", name, "3", "zz"};
                        case 3 -> new String[] {"LPOP", name};
                        case 4 -> new String[] {"RPUSH", name, element(), element()};
                        case 5 -> new String[] {"ZADD", name, "7", element()};
                        case 6 -> new String[] {"ZPOPMIN", name, "2"};
                        case 7 -> new String[] {"RENAME", name, prefix + random.nextInt(count)};
                        case 8 -> new String[] {"PEXPIRE", name, "90000000"};
                        case 9 -> new String[] {"SET", name, element()};
                        case 11 -> new String[] {"HSET", name, element(), element()};
                        case 12 -> new String[] {"HDEL", name, "1", "2", "-3"};
                        case 10 -> new String[] {"ZREMRANGEBYRANK", name, "0", "3"};
                        default -> new String[] {"LSET", name, "0", element()};
                    });
        }
        client.pipeline(commands.toArray(String[][]::new));
    }

    /** What a server has under a key, in a form that is the same for the same value. */
    static Object contents(RespClient client, String key) {
        String type = client.command("TYPE", key).text();
        return switch (type) {
            case "string" -> client.command("GET", key);
            case "list" -> client.command("LRANGE", key, "0", "-1");
            case "hash" -> new TreeMap<>(client.command("HGETALL", key).byName());
            case "set" -> new TreeSet<>(client.command("SMEMBERS", key).texts());
            case "stream" -> client.command("XRANGE", key, "-", "+");
            case "zset" -> client.command("ZRANGE", key, "0", "-1", "WITHSCORES");
            default -> throw new AssertionError("a " + type + " that nobody created");
        };
    }

    /** What a server knows of the group of a stream, but for times. */
    static Object group(RespClient client, String key) {
        return List.of(client.command("XINFO", "GROUPS", key), client.command("XPENDING", key, "group"));
    }

    /** How a server keeps a value; what it has shrunk from, as a hash may have, or a set which 7.0 knows no listpacks for, shows in one that was never saved only. */
    static Object encoding(RespClient client, String key) {
        boolean isTable =
                List.of("hash", "set").contains(client.command("TYPE", key).text());
        return isTable ? "any" : client.command("OBJECT", "ENCODING", key);
    }

    private String[] command(String name) {
        int size = random.nextInt(5 * rarity) == 0 ? random.nextInt(1, LARGE) : random.nextInt(1, 20);
        return switch (random.nextInt(6)) {
            case 0 -> new String[] {"SET", name, element()};
            case 1 -> elements("RPUSH", name, size, false);
            case 2 -> elements("HSET", name, 2 * size, false);
            case 3 -> elements("SADD", name, size, false);
            case 4 -> numbers(name, size);
            default -> elements("ZADD", name, size, true);
        };
    }

    private String[] numbers(String name, int size) {
        List<String> words = new ArrayList<>(List.of("SADD", name));
        for (int i = 0; i < size; i++) {
            words.add(Long.toString(random.nextLong() >> random.nextInt(64)));
        }
        return words.toArray(String[]::new);
    }

    private String[] elements(String command, String name, int size, boolean areScored) {
        List<String> words = new ArrayList<>(List.of(command, name));
        for (int i = 0; i < size; i++) {
            if (areScored) {
                words.add(
                        random.nextBoolean()
                                ? Integer.toString(random.nextInt(50))
                                : Double.toString(random.nextDouble()));
            }
            words.add(element());
        }
        return words.toArray(String[]::new);
    }

    private String element() {
        return switch (random.nextInt(30)) {
            case 0 -> "word ".repeat(random.nextInt(1, 60));
            case 1 -> "y".repeat(random.nextInt(rarity) == 0 ? 9_000 : 30);
            case 2, 3, 4, 5 -> Long.toString(random.nextLong());
            case 6, 7 -> Integer.toString(random.nextInt(300) - 150);
            case 8 -> "";
            default -> "e\u0000\u00ff" + random.nextInt(10_000);
        };
    }
}
