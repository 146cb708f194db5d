package io.glassbox.server.durability;

import io.glassbox.quality.testkit.RespClient;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Fills a server with values of all types, sizes and encodings. */
final class RandomData {
    private static final int LARGE = 700;

    private final RespClient client;
    private final SplittableRandom random;

    RandomData(RespClient client, SplittableRandom random) {
        this.client = client;
        this.random = random;
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
        return names;
    }

    /** What a server has under a key, in a form that is the same for the same value. */
    static Object contents(RespClient client, String key) {
        String type = client.command("TYPE", key).text();
        return switch (type) {
            case "string" -> client.command("GET", key);
            case "list" -> client.command("LRANGE", key, "0", "-1");
            case "zset" -> client.command("ZRANGE", key, "0", "-1", "WITHSCORES");
            default -> throw new AssertionError("a " + type + " that nobody created");
        };
    }

    private String[] command(String name) {
        int size = random.nextInt(5) == 0 ? random.nextInt(1, LARGE) : random.nextInt(1, 20);
        return switch (random.nextInt(3)) {
            case 0 -> new String[] {"SET", name, element()};
            case 1 -> elements("RPUSH", name, size, false);
            default -> elements("ZADD", name, size, true);
        };
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
            case 1 -> "y".repeat(9_000);
            case 2, 3, 4, 5 -> Long.toString(random.nextLong());
            case 6, 7 -> Integer.toString(random.nextInt(300) - 150);
            case 8 -> "";
            default -> "e\u0000\u00ff" + random.nextInt(10_000);
        };
    }
}
