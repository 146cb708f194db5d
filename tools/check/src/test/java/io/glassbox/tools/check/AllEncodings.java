package io.glassbox.tools.check;

import io.glassbox.quality.testkit.RespClient;
import java.util.ArrayList;
import java.util.List;

/** Keys of all types and encodings that Redis writes, in two databases, with and without due times, and a library. */
final class AllEncodings {
    /** More than fit into a listpack. */
    private static final int MANY = 140;

    private AllEncodings() {}

    static void fill(RespClient client) {
        client.command("DEBUG", "SET-ACTIVE-EXPIRE", "0");
        client.command("FUNCTION", "LOAD", "#!lua name=mylib\nredis.register_function('f', function() return 1 end)");
        for (String value : List.of("1", "-300", "70000", "5000000000", "text", "", "ab".repeat(200))) {
            client.command("SET", "string:" + value.length() + value.hashCode() % 100, value);
        }
        client.command("SET", "12345", "key of digits");
        client.command("SET", "with\0zero\u00ff", "key of bytes");
        collections(client, "small:", 3);
        collections(client, "large:", MANY);
        client.command("CONFIG", "SET", "list-max-listpack-size", "-1");
        client.command("RPUSH", "list:plain", "x".repeat(9000), "y");
        client.command("SADD", "set:numbers", "1", "70000", "5000000000");
        client.command("PEXPIRE", "small:hash", "1");
        client.command("EXPIRE", "small:list", "3000");
        client.command("EXPIRE", "small:set", "600000");
        client.command("SELECT", "7");
        client.command("SET", "other", "database");
        client.command("EXPIRE", "other", "100000000");
        client.command("SELECT", "0");
    }

    private static void collections(RespClient client, String prefix, int size) {
        client.command(words("RPUSH", prefix + "list", size, "element:"));
        client.command(words("SADD", prefix + "set", size, "member:"));
        client.command(pairs("HSET", prefix + "hash", size, "field:", "value"));
        client.command(pairs("ZADD", prefix + "zset", size, "", "member"));
        for (int i = 1; i <= size; i++) {
            client.command("XADD", prefix + "stream", i + "-1", "field", "value" + i, "f" + i % 3, "v");
        }
        client.command("XDEL", prefix + "stream", "2-1");
        client.command("XGROUP", "CREATE", prefix + "stream", "group", "0");
        client.command("XREADGROUP", "GROUP", "group", "first", "COUNT", "2", "STREAMS", prefix + "stream", ">");
        client.command("XREADGROUP", "GROUP", "group", "second", "COUNT", "9", "STREAMS", prefix + "stream", ">");
    }

    private static String[] words(String command, String key, int size, String element) {
        List<String> words = new ArrayList<>(List.of(command, key));
        for (int i = 0; i < size; i++) {
            words.add(element + i);
        }
        return words.toArray(String[]::new);
    }

    private static String[] pairs(String command, String key, int size, String first, String second) {
        List<String> words = new ArrayList<>(List.of(command, key));
        for (int i = 0; i < size; i++) {
            words.add(first + i);
            words.add(second + i);
        }
        return words.toArray(String[]::new);
    }
}
