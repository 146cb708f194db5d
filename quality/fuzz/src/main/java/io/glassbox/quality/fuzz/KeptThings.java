package io.glassbox.quality.fuzz;

import io.glassbox.quality.testkit.RespClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a server makes when it first needs it and keeps until its end: views on values for each database, levels of the
 * timing wheel, room to decompress in. Made by calls before memory is compared, so that it is not taken for a leak.
 */
final class KeptThings {
    /** More keys than views are kept for. */
    private static final int KEYS = 40;

    private static final int DATABASES = 16;
    private static final long FARTHEST_SECONDS = 1_000_000_000_000L;

    private KeptThings() {}

    static void make(RespClient client) {
        for (int database = 0; database < DATABASES; database++) {
            client.command("SELECT", Integer.toString(database));
            restoreAll(client);
            for (int i = 0; i < KEYS; i++) {
                client.command("SADD", "set" + i, "a");
                client.command("ZADD", "sorted" + i, "1", "a");
            }
            for (String operation : List.of("UNIONSTORE", "INTERSTORE", "DIFFSTORE")) {
                client.command(overAll("S" + operation, List.of("target"), "set"));
                for (String family : List.of("set", "sorted")) {
                    client.command(overAll("Z" + operation, List.of("target", Integer.toString(KEYS)), family));
                }
            }
            client.command("SMOVE", "set1", "set2", "a");
            client.command("RPUSH", "list", "a", "b");
            client.command("LMOVE", "list", "other", "LEFT", "LEFT");
            client.command("SET", "text", "text");
            for (long seconds = 1; seconds < FARTHEST_SECONDS; seconds *= 10) {
                client.command("EXPIRE", "text", Long.toString(seconds));
            }
            client.command("LCS", "text", "text");
        }
        client.command("FLUSHALL");
        client.command("SELECT", "0");
    }

    private static void restoreAll(RespClient client) {
        for (byte[] payload : Payloads.read()) {
            client.command(bytes("RESTORE"), bytes("restored"), bytes("0"), payload, bytes("REPLACE"));
        }
    }

    private static String[] overAll(String command, List<String> first, String family) {
        List<String> words = new ArrayList<>(List.of(command));
        words.addAll(first);
        for (int i = 0; i < KEYS; i++) {
            words.add(family + i);
        }
        return words.toArray(String[]::new);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
