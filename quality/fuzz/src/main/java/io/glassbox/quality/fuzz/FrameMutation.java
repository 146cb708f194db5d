package io.glassbox.quality.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

/** Damage to the bytes of a request: what the framing has to stand. Whatever follows may be taken for something else. */
final class FrameMutation {
    private static final List<String> NUMBERS = List.of(
            "0",
            "-1",
            "-2",
            "00",
            "01",
            "+1",
            "",
            " 3",
            "3 ",
            "x",
            "1",
            "2",
            "10",
            "11",
            "1024",
            "16384",
            "16385",
            "1048576",
            "1048577",
            "536870912",
            "536870913",
            "2147483647",
            "2147483648",
            "4294967296",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "99999999999999999999999");

    private static final List<String> PIECES = List.of(
            "\r\n",
            "\n",
            "\r",
            "*",
            "$",
            "\0",
            "*1\r\n",
            "$4\r\nPING\r\n",
            "*-1\r\n",
            "*0\r\n",
            "$-1\r\n",
            "\"",
            "'",
            "\\x",
            "+OK\r\n",
            ":1\r\n",
            "_\r\n",
            "%1\r\n",
            ">2\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
            "POST / HTTP/1.1\r\n",
            "PING \"\r\n",
            "~3\r\n",
            "#t\r\n",
            "|1\r\n",
            "=7\r\ntxt:abc\r\n");

    private final SplittableRandom random;

    FrameMutation(SplittableRandom random) {
        this.random = random;
    }

    /** Damages what begins at {@code from}. */
    void damage(Output output, int from) {
        for (int i = random.nextInt(3); i >= 0; i--) {
            damageOnce(output, from, output.length() - from);
        }
    }

    private void damageOnce(Output output, int from, int length) {
        if (length == 0) {
            return;
        }
        int at = from + random.nextInt(length);
        switch (random.nextInt(8)) {
            case 0 -> output.bytes()[at] = (byte) random.nextInt();
            case 1 -> output.bytes()[at] ^= (byte) (1 << random.nextInt(8));
            case 2 -> output.replace(at, 1, new byte[0]);
            case 3 -> output.replace(at, 0, piece(PIECES));
            case 4 -> output.replace(at, Math.min(random.nextInt(20), output.length() - at), new byte[0]);
            case 5 -> output.replace(at, 0, longLine());
            default -> number(output, from);
        }
    }

    /** Another count or length in the place of one. */
    private void number(Output output, int from) {
        int end = output.length();
        int at = from + random.nextInt(end - from);
        while (at > from && output.bytes()[at] != '*' && output.bytes()[at] != '$') {
            at--;
        }
        int last = at + 1;
        while (last < end && output.bytes()[last] != '\r') {
            last++;
        }
        if (last < end) {
            output.replace(at + 1, last - at - 1, piece(NUMBERS));
        }
    }

    private byte[] longLine() {
        int length = random.nextInt(20) == 0 ? 70_000 : 100;
        return String.valueOf((char) ('0' + random.nextInt(60))).repeat(length).getBytes(StandardCharsets.ISO_8859_1);
    }

    private byte[] piece(List<String> choices) {
        return choices.get(random.nextInt(choices.size())).getBytes(StandardCharsets.ISO_8859_1);
    }
}
