package io.glassbox.tools.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.quality.testkit.Randomized;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class CheckAofTest extends CheckTestCase {
    private static final String TOOL = "check-aof";
    private static final String MANIFEST =
            "file a.base seq 1 type b\nfile a.1.incr seq 1 type i\nfile a.2.incr seq 2 type i\n";

    private static final String COMMANDS = "#TS:1628217470\r\n" + command("SELECT", "0") + command("SET", "user:1", "a")
            + "#TS:1628217471\r\n" + command("MULTI") + command("SET", "b", "") + command("rpush", "l:1", "x", "y\r\nz")
            + command("EXEC") + "#TS:1628217473\r\n" + command("DEL", "user:1");

    private static String command(String... words) {
        StringBuilder text = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            text.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
        }
        return text.toString();
    }

    /** Runs both tools on files of the same bytes, which either may change, and compares these as well. */
    private void assertSameChange(String name, String bytes, String input, String... arguments)
            throws IOException, InterruptedException {
        write(name, bytes);
        Run theirs = theirs(TOOL, input, arguments);
        byte[] changed = Files.readAllBytes(directory.resolve(name));
        write(name, bytes);
        assertEquals(comparable(theirs), comparable(ours(TOOL, input, arguments)));
        assertArrayEquals(changed, Files.readAllBytes(directory.resolve(name)));
    }

    @Test
    void aFileThatEndsAnywhereIsReportedInTheSameWords() throws Exception {
        for (int length = 0; length <= COMMANDS.length(); length += Randomized.iterations(1)) {
            write("a.aof", COMMANDS.substring(0, length));
            assertSame(TOOL, "a.aof");
        }
    }

    @Test
    void aChangedByteIsReportedInTheSameWords() throws Exception {
        Randomized.test(random -> {
            for (int i = 0; i < Randomized.iterations(150); i++) {
                byte[] changed = COMMANDS.getBytes(StandardCharsets.ISO_8859_1);
                changed[random.nextInt(changed.length)] = (byte) "*$#\r\n 0129-ax\0\u00e9".charAt(random.nextInt(15));
                write("a.aof", changed);
                assertSame(TOOL, "a.aof");
            }
        });
    }

    @Test
    void oddThingsAreReportedInTheSameWords() throws Exception {
        for (String bytes : new String[] {
            "*0\r\n",
            "*-1\r\n" + command("PING"),
            "*1\r\n$-1\r\n",
            "*1\r\n$9223372036854775807\r\n",
            "*1\r\n$99999999999999999999\r\n",
            "* 1\r\n$+4\r\nPING\r\n",
            "*1\r\n$4\r\nPINGxx",
            "*1x\r\n",
            command("EXEC"),
            command("MULTI") + command("MULTI"),
            command("MULTI") + command("SET", "a", "b"),
            "!!!",
            command("PING") + "\r\n",
            "#" + "x".repeat(2000) + "\r\n",
            "#TS:abc\r\n" + command("PING"),
        }) {
            write("a.aof", bytes);
            assertSame(TOOL, "a.aof");
        }
    }

    @Test
    void argumentsAreThoseOfRedis() throws Exception {
        write("a.aof", COMMANDS);
        for (String[] arguments : new String[][] {
            {},
            {"a", "b"},
            {"a", "b", "c", "d"},
            {"--fix"},
            {"--truncate-to-timestamp", "a.aof"},
            {"--truncate-to-timestamp", "x1", "a.aof"},
            {"--truncate-to-timestamp", "99999999999999999999", "a.aof"},
            {"--truncate-to-timestamp", "0", "a.aof"},
            {"--fix", "a.aof"},
            {"not-there.aof"},
            {"a.aof"}
        }) {
            assertSame(TOOL, arguments);
        }
    }

    @Test
    void aTornEndIsCutAfterAQuestion() throws Exception {
        String torn = COMMANDS + "*2\r\n$3\r\nGE";
        assertSameChange("a.aof", torn, "y\n", "--fix", "a.aof");
        assertSameChange("a.aof", torn, "n\n", "--fix", "a.aof");
        assertSameChange("a.aof", torn, "", "--fix", "a.aof");
        assertSameChange("a.aof", COMMANDS + command("MULTI") + command("SET", "c", "d"), "Y\n", "--fix", "a.aof");
    }

    @Test
    void aFileIsCutAtATime() throws Exception {
        for (String time : new String[] {"1628217469", "1628217470", "1628217472", "1628217473", "1628217499"}) {
            assertSameChange("a.aof", COMMANDS, "", "--truncate-to-timestamp", time, "a.aof");
        }
        assertSameChange("a.aof", COMMANDS + "#TS:12x\r\n", "", "--truncate-to-timestamp", "1628217499", "a.aof");
    }

    @Test
    void allPartsOfAManifestAreChecked() throws Exception {
        byte[] snapshot = saved();
        write("a.manifest", "# a remark\n" + MANIFEST);
        write("a.1.incr", COMMANDS);
        write("a.2.incr", COMMANDS);
        write("a.base", snapshot);
        assertSame(TOOL, "a.manifest");
        write("a.base", Arrays.copyOf(snapshot, snapshot.length / 2));
        assertSame(TOOL, "a.manifest");
        write("a.base", new String(snapshot, StandardCharsets.ISO_8859_1) + COMMANDS);
        assertSame(TOOL, "a.manifest");
        assertSame(TOOL, "a.base");
        write("a.base", "");
        assertSame(TOOL, "a.manifest");
        write("a.base", COMMANDS);
        write("a.1.incr", COMMANDS + "*1\r");
        assertSame(TOOL, "a.manifest");
        assertSame(TOOL, "--fix", "a.manifest");
        assertSame(TOOL, "--truncate-to-timestamp", "1628217471", "a.manifest");
        write("a.1.incr", COMMANDS);
        assertSameChange("a.2.incr", COMMANDS + "*1\r", "y\n", "--fix", "a.manifest");
        Files.delete(directory.resolve("a.1.incr"));
        assertSame(TOOL, "a.manifest");
    }

    @Test
    void aBadManifestIsReportedInTheSameWords() throws Exception {
        for (String manifest : new String[] {
            "file a seq 1 type x\n",
            "file a seq 1\n",
            "file a seq 1 type i",
            "file dir/a seq 1 type i\n",
            "file a seq 1 type b\nfile b seq 2 type b\n",
            "file a seq 2 type i\nfile b seq 1 type i\n",
            "file \"a b\" seq 1 type i\n",
            "file"
        }) {
            write("a.manifest", manifest);
            assertSame(TOOL, "a.manifest");
        }
    }

    @Test
    void saysWhatTheCommandsAre() throws Exception {
        saved();
        write("a.manifest", MANIFEST);
        Files.move(directory.resolve("dump.rdb"), directory.resolve("a.base"));
        write("a.1.incr", COMMANDS);
        write("a.2.incr", COMMANDS);
        Json report = Json.parse(ours(TOOL, "", "--json", "a.manifest").output());
        assertTrue(report.at("sound").isTrue());
        assertEquals(22, report.at("keys").number());
        assertEquals(3, report.at("files").size());
        assertEquals(1628217473, report.at("files").at(2).at("last_time").number());
        assertEquals(7, report.at("files").at(2).at("commands").number());
        assertEquals(
                2, report.at("commands").row("command", "RPUSH").at("calls").number());
        assertEquals(
                4,
                report.at("commands_by_prefix")
                        .row("prefix", "user:")
                        .at("calls")
                        .number());
        String table = ours(TOOL, "", "--contents", "a.manifest").output();
        assertTrue(table.contains("All AOF files and manifest are valid\n\nFIELDS\nname "), table);
    }
}
