package io.glassbox.quality.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

/** What arguments are made of: mostly values that make sense, from a small world so that commands meet; now and then a limit. */
public final class Values {
    /** How many different keys there are, but for odd ones. */
    private static final int KEYS = 100;

    private static final byte[][] ODD_KEYS = bytes("", "\0", "k\r\n", "{a}1", "{a}2", "{}", "\u00ff\u00fe", "k1 ", "*");

    private static final byte[][] LIMITS = bytes(
            "0",
            "-1",
            "1",
            "-0",
            "00",
            "+1",
            " 1",
            "1 ",
            "0x10",
            "1e3",
            "1.5",
            "",
            "nan",
            "127",
            "128",
            "255",
            "256",
            "32767",
            "65535",
            "65536",
            "2147483647",
            "2147483648",
            "-2147483648",
            "4294967295",
            "4294967296",
            "536870911",
            "9007199254740993",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "-9223372036854775809",
            "18446744073709551615",
            "18446744073709551616",
            "99999999999999999999999999999999");

    private static final byte[][] DOUBLES = bytes(
            "0",
            "1.5",
            "-1.5",
            "3.0e10",
            "1e308",
            "-1e308",
            "1e-320",
            "inf",
            "-inf",
            "+inf",
            "nan",
            "Infinity",
            "0x1p3",
            "1e400",
            "5.",
            ".5",
            "e",
            "1,5",
            "17179869184.000000001",
            "(1",
            "[a",
            "-",
            "+");

    private static final byte[][] PATTERNS = bytes(
            "*",
            "k*",
            "k?",
            "k[1-5]*",
            "[^k]*",
            "k[",
            "\\k1",
            "k\\",
            "*1*2*",
            "",
            "??????",
            "[a-]",
            "__key*__:*",
            "news.*");

    private static final byte[][] WORDS = bytes(
            "OK",
            "a",
            "news",
            "news.1",
            "default",
            "secret",
            "normal",
            "pubsub",
            "u8",
            "i16",
            "u63",
            "i64",
            "u64",
            "i0",
            "#1",
            "#3",
            "WITHVALUES",
            "MATCH",
            "COUNT",
            "TYPE",
            "string",
            "GET",
            "SET",
            "EX",
            "PX",
            "NX",
            "XX",
            "LIMIT",
            "BY",
            "LEFT",
            "RIGHT",
            "LEN",
            "IDX",
            "FREQ",
            "ENCODING",
            "help",
            "ping",
            "get",
            "client|list",
            "all",
            "everything",
            "maxmemory*",
            "3",
            "2",
            "id",
            "yes",
            "no");

    private static final int[] LENGTHS = {0, 1, 2, 3, 8, 11, 12, 20, 21, 43, 44, 45, 63, 64, 65, 127, 250, 1024, 4000};

    /** What stands for an ID in the commands of streams, beside IDs. */
    private static final byte[][] STREAM_IDS = bytes("*", "$", ">", "-", "+", "1-*", "(1-1");

    private static final int GROUPS = 3;
    private static final int ENTRIES = 10;

    private final SplittableRandom random;
    private final byte[][] payloads = Payloads.read();
    private final long nowSeconds;

    public Values(SplittableRandom random, long nowSeconds) {
        this.random = random;
        this.nowSeconds = nowSeconds;
    }

    /** A value of a kind as COMMAND DOCS names kinds. */
    void add(Words words, String kind, String name) {
        switch (kind) {
            case "key" -> key(words);
            case "integer" -> integer(words);
            case "double" -> number(words);
            case "pattern" -> words.add(anyOf(PATTERNS));
            case "unix-time" -> time(words);
            default -> string(words, name);
        }
    }

    void key(Words words) {
        if (random.nextInt(64) == 0) {
            words.add(anyOf(ODD_KEYS));
        } else if (random.nextInt(1024) == 0) {
            filled(words, 300 + random.nextInt(3000));
        } else {
            words.add("k" + random.nextInt(KEYS));
        }
    }

    /** Something of any kind. */
    void any(Words words) {
        switch (random.nextInt(8)) {
            case 0 -> key(words);
            case 1 -> integer(words);
            case 2 -> words.add(anyOf(LIMITS));
            case 3 -> number(words);
            case 4 -> words.add(anyOf(PATTERNS));
            case 5 -> words.add(anyOf(WORDS));
            case 6 -> text(words);
            default -> time(words);
        }
    }

    private void integer(Words words) {
        switch (random.nextInt(16)) {
            case 0 -> words.add(anyOf(LIMITS));
            case 1 -> words.add(random.nextLong());
            case 2 -> words.add(-random.nextInt(100));
            case 3, 4 -> words.add(random.nextInt(20_000));
            default -> words.add(random.nextInt(20));
        }
    }

    private void number(Words words) {
        if (random.nextBoolean()) {
            words.add(anyOf(DOUBLES));
        } else {
            words.add((random.nextInt(2000) - 1000) / 8.0 + "");
        }
    }

    private void time(Words words) {
        long seconds = nowSeconds + random.nextInt(-10, 1000);
        switch (random.nextInt(4)) {
            case 0 -> words.add(anyOf(LIMITS));
            case 1 -> words.add(seconds);
            default -> words.add(seconds * 1000);
        }
    }

    private void string(Words words, String name) {
        if (random.nextInt(8) == 0) {
            words.add(anyOf(WORDS));
            return;
        }
        switch (name) {
            case "encoding" -> words.add(anyOf(WORDS));
            case "serialized-value" -> words.add(anyOf(payloads));
            case "group", "consumer" -> words.add("g" + random.nextInt(GROUPS));
            case "min-idle-time", "threshold" -> integer(words);
            case "id", "last-id", "lastid", "start", "end" -> streamId(words);
            default -> free(words);
        }
    }

    private void streamId(Words words) {
        if (random.nextInt(3) == 0) {
            words.add(anyOf(STREAM_IDS));
        } else {
            words.add(random.nextInt(ENTRIES) + "-" + random.nextInt(1, 3));
        }
    }

    private void free(Words words) {
        if (random.nextInt(4) == 0) {
            integer(words);
        } else {
            text(words);
        }
    }

    private void text(Words words) {
        int choice = random.nextInt(1024);
        if (choice == 0) {
            filled(words, 15_000 + random.nextInt(60_000));
        } else if (choice < 12) {
            filled(words, LENGTHS[random.nextInt(LENGTHS.length)]);
        } else {
            filled(words, random.nextInt(24));
        }
    }

    private void filled(Words words, int length) {
        byte[] bytes = new byte[length];
        if (random.nextInt(4) == 0) {
            random.nextBytes(bytes);
        } else {
            long seed = random.nextLong();
            for (int i = 0; i < length; i++) {
                bytes[i] = (byte) ('a' + (seed >>> (i & 31) & 15));
            }
        }
        words.add(bytes);
    }

    private byte[] anyOf(byte[][] choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static byte[][] bytes(String... texts) {
        return List.of(texts).stream()
                .map(text -> text.getBytes(StandardCharsets.ISO_8859_1))
                .toArray(byte[][]::new);
    }
}
