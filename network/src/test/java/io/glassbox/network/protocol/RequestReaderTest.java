package io.glassbox.network.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.network.protocol.RequestReader.Progress;
import io.glassbox.quality.testkit.Randomized;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestReaderTest {
    /** Bytes that mean something to the protocol. */
    private static final String TELLING = "*$\r\n0123456789-+ \"'\\x\0";

    private final Slabs slabs = Slabs.create();
    private final long used = slabs.usedBytes();
    private boolean unauthenticated;

    private final RequestReader.Limits limits = new RequestReader.Limits() {
        @Override
        public long longestArgument() {
            return 512L << 20;
        }

        @Override
        public boolean isUnauthenticated() {
            return unauthenticated;
        }
    };

    @AfterEach
    void nothingIsLeft() {
        assertEquals(used, slabs.usedBytes());
        slabs.close();
    }

    @Test
    void arraysAndInlineRequestsMayBeMixed() {
        assertEquals(
                List.of("[PING]", "[SET, k, v w]", "[GET, k]", "[]"),
                framed("PING\r\n*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$3\r\nv w\r\n  GET\tk \n*1\r\n$0\r\n\r\n"));
    }

    @Test
    void emptyRequestsArePassedOver() {
        assertEquals(List.of("[PING]"), framed("\r\n\n*0\r\n*-10\r\n   \r\nPING\r\n"));
    }

    @Test
    void whatEndsAnArgumentIsNotLookedAt() {
        assertEquals(List.of("[PING]", "[PING]"), framed("*1\r\n$4\r\nPINGXX*1\rX$4\rXPINGYY"));
    }

    @Test
    void inlineArgumentsMayBeQuoted() {
        assertEquals(List.of("[ECHO, ab]"), framed("ECHO a\"b\"\r\n"));
        assertEquals(List.of("[ECHO, a b]"), framed("ECHO \"a b\"\r\n"));
        assertEquals(List.of("[ECHO, , x]"), framed("ECHO \"\" x\r\n"));
        assertEquals(List.of("[ECHO, it's]"), framed("ECHO 'it\\'s'\r\n"));
        assertEquals(List.of("[ECHO, a\\nb]"), framed("ECHO 'a\\nb'\r\n"));
        assertEquals(List.of("[ECHO, A\n\r\t\b\u0007q\"]"), framed("ECHO \"\\x41\\n\\r\\t\\b\\a\\q\\\"\"\r\n"));
        assertEquals(List.of("[ECHO, x4g]"), framed("ECHO \"\\x4g\"\r\n"));
    }

    @Test
    void verticalTabsStandBetweenWordsButDoNotEndThem() {
        assertEquals(List.of("[PING]"), framed("\u000bPING\r\n"));
        assertEquals(List.of("[ECHO, a\u000bb]"), framed("ECHO a\u000bb\r\n"));
        assertEquals(List.of("[ECHO, a, b]"), framed("ECHO \"a\"\u000bb\r\n"));
    }

    @Test
    void aCarriageReturnEndsAWordAsABlankDoes() {
        assertEquals(List.of("[PING, ECHO, x]"), framed("PING\rECHO x\r\n"));
    }

    @Test
    void quotesHaveToBeBalanced() {
        for (String line : List.of("\"a", "'a", "\"a\"b", "'a'b", "\"a\\", "\"PING\\\"")) {
            assertEquals(List.of("unbalanced quotes in request"), framed("ECHO " + line + "\r\nPING\r\n"), line);
        }
    }

    @Test
    void aLineWithAZeroByteNeverEnds() {
        assertEquals(List.of(), framed("PING\0\r\nPING\r\n"));
        assertEquals(List.of("too big inline request"), framed("\0" + "x\n".repeat(40_000)));
    }

    @Test
    void countsAndLengthsHaveOneSpelling() {
        for (String count : List.of("01", "-0", "+1", "", " 1", "1 ", "1x", "2147483648", "99999999999999999999999")) {
            assertEquals(List.of("invalid multibulk length"), framed("*" + count + "\r\n$4\r\nPING\r\n"), count);
        }
        for (String length : List.of("04", "-0", "+4", "", "-10", "blabla", "536870913", "18446744073709551617")) {
            assertEquals(List.of("invalid bulk length"), framed("*1\r\n$" + length + "\r\nPING\r\n"), length);
        }
    }

    @Test
    void argumentsBeginWithADollar() {
        assertEquals(List.of("expected '$', got 'f'"), framed("*3\r\n$3\r\nSET\r\n$1\r\nx\r\nfooz\r\n"));
        assertEquals(List.of("[PING]", "expected '$', got '\r'"), framed("PING\r\n*1\r\n\r4\r\n"));
    }

    @Test
    void linesHaveAnEnd() {
        assertEquals(List.of("too big mbulk count string"), framed("*" + "1".repeat(70_000)));
        assertEquals(List.of("too big bulk count string"), framed("*1\r\n$" + "1".repeat(70_000)));
        assertEquals(List.of("too big inline request"), framed("A".repeat(70_000)));
        assertEquals(List.of("[" + "A".repeat(65_536) + "]"), framed("A".repeat(65_536) + "\n"));
    }

    @Test
    void unauthenticatedPeersMaySendLittle() {
        unauthenticated = true;
        assertEquals(List.of("unauthenticated multibulk length"), framed("*11\r\n"));
        assertEquals(List.of("unauthenticated bulk length"), framed("*1\r\n$16385\r\n"));
        assertEquals(List.of(), framed("*10\r\n$16384\r\n"));
    }

    @Test
    void everyWayToCutTheInputGivesTheSameRequests() {
        String input =
                "PING\r\n*3\r\n$3\r\nSET\r\n$12\r\nabcdefghijkl\r\n$0\r\n\r\nECHO \"a b\" 'c'\r\n*0\r\n\r\n" + "*12\r\n"
                        + "$1\r\nx\r\n".repeat(12) + "*1\r\n$101\r\n" + "y".repeat(101) + "\r\n*1\r\nfoo\r\nPING\r\n";
        List<String> whole = framed(input);
        assertEquals(6, whole.size());
        for (int first = 0; first <= input.length(); first++) {
            assertEquals(whole, framed(input, first), "cut at " + first);
        }
        int[] everywhere = new int[input.length()];
        for (int i = 0; i < everywhere.length; i++) {
            everywhere[i] = i;
        }
        assertEquals(whole, framed(input, everywhere));
    }

    @Test
    void damagedInputIsFramedOrRefusedTheSameHoweverItIsCut() {
        Randomized.test(random -> {
            for (int i = 0; i < Randomized.iterations(20_000); i++) {
                String input = damaged(random);
                int first = random.nextInt(input.length() + 1);
                int second = first + random.nextInt(input.length() + 1 - first);
                assertEquals(framed(input), framed(input, first, second), input);
            }
        });
    }

    private static String damaged(SplittableRandom random) {
        StringBuilder input = new StringBuilder();
        for (int request = random.nextInt(1, 4); request > 0; request--) {
            int count = random.nextInt(5);
            if (random.nextInt(3) == 0) {
                input.append("SET \"a\\x41\" 'b c' d\r\n");
                continue;
            }
            input.append('*').append(count).append("\r\n");
            for (int i = 0; i < count; i++) {
                int length = random.nextInt(20) == 0 ? random.nextInt(2000) : random.nextInt(12);
                input.append('$').append(length).append("\r\n");
                input.append("v".repeat(length)).append("\r\n");
            }
        }
        for (int change = random.nextInt(4); change > 0 && !input.isEmpty(); change--) {
            int at = random.nextInt(input.length());
            switch (random.nextInt(3)) {
                case 0 -> input.setCharAt(at, TELLING.charAt(random.nextInt(TELLING.length())));
                case 1 -> input.deleteCharAt(at);
                default -> input.insert(at, (char) random.nextInt(256));
            }
        }
        return input.toString();
    }

    /** The requests in {@code input}, and the error if it breaks off, with the input shown up to each cut in turn. */
    private List<String> framed(String input, int... cuts) {
        byte[] bytes = input.getBytes(StandardCharsets.ISO_8859_1);
        long address = slabs.allocate(bytes.length + 1L);
        Memory.copyIn(bytes, 0, address, bytes.length);
        List<String> result = new ArrayList<>();
        RequestReader reader = new RequestReader();
        reader.startAt(address);
        for (int i = 0; i <= cuts.length; i++) {
            int end = i < cuts.length ? cuts[i] : bytes.length;
            if (!frame(reader, address + end, result)) {
                break;
            }
            if (i < cuts.length) {
                // The bytes move, as they do in a connection's buffer.
                long moved = slabs.allocate(bytes.length + 1L);
                Memory.copy(address, moved, bytes.length);
                reader.relocate(moved - address);
                slabs.free(address);
                address = moved;
            }
        }
        slabs.free(address);
        return result;
    }

    private boolean frame(RequestReader reader, long end, List<String> result) {
        while (true) {
            Progress progress = reader.read(end, limits);
            assertTrue(reader.position() <= end, "beyond the input");
            switch (progress) {
                case INCOMPLETE -> {
                    return true;
                }
                case BROKEN -> {
                    ProtocolError error = reader.error();
                    assertTrue(error != null);
                    result.add(error.reply(reader.offendingByte()).replace("ERR Protocol error: ", ""));
                    return false;
                }
                case EMPTY -> reader.startAt(reader.position());
                case COMPLETE -> {
                    result.add(text(reader.request()));
                    reader.startAt(reader.position());
                }
            }
        }
    }

    private static String text(Request request) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < request.count(); i++) {
            words.add(new String(Memory.toBytes(request.address(i), request.length(i)), StandardCharsets.ISO_8859_1));
        }
        return words.toString();
    }
}
