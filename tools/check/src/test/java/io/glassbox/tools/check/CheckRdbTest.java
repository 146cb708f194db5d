package io.glassbox.tools.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.quality.testkit.Randomized;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

final class CheckRdbTest extends CheckTestCase {
    private static final String TOOL = "check-rdb";
    private static final int PLACES = 120;

    @Test
    void whatRedisSavesLooksAsItLooksToRedis() throws Exception {
        saved();
        assertSame(TOOL, "dump.rdb");
        assertEquals(0, ours(TOOL, "", "dump.rdb").code());
    }

    @Test
    void aFileThatEndsAnywhereIsReportedInTheSameWords() throws Exception {
        byte[] whole = saved();
        Randomized.test(random -> {
            for (int i = 0; i < Randomized.iterations(PLACES); i++) {
                int length = i < 60 ? i : random.nextInt(whole.length);
                write("cut.rdb", Arrays.copyOf(whole, length));
                assertSame(TOOL, "cut.rdb");
            }
        });
    }

    @Test
    void aChangedByteIsReportedInTheSameWordsUnlessItIsFoundEarlier() throws Exception {
        byte[] whole = saved();
        int[] equal = new int[1];
        int times = Randomized.iterations(PLACES);
        Randomized.test(random -> {
            for (int i = 0; i < times; i++) {
                byte[] changed = whole.clone();
                int at = random.nextInt(9, changed.length);
                changed[at] ^= (byte) (1 << random.nextInt(8));
                write("changed.rdb", changed);
                Run theirs = comparable(theirs(TOOL, "", "changed.rdb"));
                Run ours = comparable(ours(TOOL, "", "changed.rdb"));
                assertEquals(1, ours.code(), () -> "byte " + at);
                assertEquals(theirs.code(), ours.code(), () -> "byte " + at);
                equal[0] += theirs.equals(ours) ? 1 : 0;
            }
        });
        assertTrue(equal[0] > times * 8 / 10, equal[0] + " of " + times);
    }

    @Test
    void aFileWithoutChecksumSaysSo() throws Exception {
        byte[] whole = saved();
        Arrays.fill(whole, whole.length - 8, whole.length, (byte) 0);
        write("off.rdb", whole);
        assertSame(TOOL, "off.rdb");
        whole[whole.length - 1] = 1;
        write("wrong.rdb", whole);
        assertSame(TOOL, "wrong.rdb");
    }

    @Test
    void argumentsAreThoseOfRedis() throws Exception {
        for (String[] arguments : new String[][] {{}, {"a", "b"}, {"not-there.rdb"}}) {
            assertSame(TOOL, arguments);
        }
        assertEquals(1, ours(TOOL, "", ".").code());
        assertEquals(0, ours(TOOL, "", "--version").code());
        assertEquals(1, ours(TOOL, "", "--json").code());
    }

    @Test
    void valuesAndDataOfModulesAreReadOver() throws Exception {
        // A name of nine letters in six bits each and ten bits of version; then a number, a string, a double, the end.
        String name = "8148 28 A9 5C 2E 2B AB AB".replace(" ", "");
        String parts = "02 07 05 03 616263 04 000000000000F03F 00";
        String file = "REDIS0009" + latin("F7" + name + "0202" + parts) + latin("FE00" + "07 03 6B6579" + name + parts)
                + latin("00 01 61 01 62") + latin("FF 0000000000000000");
        write("modules.rdb", file);
        assertSame(TOOL, "modules.rdb");
        assertEquals(0, ours(TOOL, "", "modules.rdb").code());
        String contents = ours(TOOL, "", "modules.rdb", "--json").output();
        assertTrue(contents.contains("\"type\" : \"module\""), contents);
    }

    @Test
    void whatIsNoRdbFileIsSaidInTheSameWords() throws Exception {
        for (String bytes : new String[] {
            "",
            "REDI",
            "NOTANRDBFILE",
            "REDIS0000" + latin("FF"),
            "REDIS0099" + latin("FF"),
            "REDISabcd" + latin("FF"),
            "REDIS0003" + latin("FF"),
            "REDIS0004" + latin("FE00 00 01 61 01 62 FF"),
            "REDIS0010" + latin("F5 05 61"),
            "REDIS0010" + latin("F7 00 00 00 00"),
            "REDIS0010" + latin("06 01 61"),
            "REDIS0010" + latin("08"),
            "REDIS0010" + latin("FE00 00 01 61 C4"),
            "REDIS0010" + latin("FE 88"),
        }) {
            write("other", bytes);
            assertSame(TOOL, "other");
        }
    }

    @Test
    void theSlotsAndTypesOfLaterVersionsAreKnown() throws IOException {
        write(
                "later.rdb",
                "REDIS0012" + latin("FE00 F4 05 01 00") + latin("14 01 73 09") + latin("09000000 0100 01 01 FF")
                        + latin("18 01 68 0807060504030201 01 00 01 66 01 76") + latin("FF 0000000000000000"));
        Run run = ours(TOOL, "", "later.rdb");
        assertTrue(run.output().contains("[info] 2 keys read"), run.output());
        assertEquals(0, run.code());
    }

    @Test
    void damageNeverCrashesOrHangsIt() throws Exception {
        byte[] whole = saved();
        Randomized.test(random -> {
            for (int i = 0; i < Randomized.iterations(200); i++) {
                byte[] changed = Arrays.copyOf(whole, random.nextInt(9, whole.length));
                for (int changes = random.nextInt(1, 6); changes > 0; changes--) {
                    changed[random.nextInt(9, changed.length + 9) % changed.length] = (byte) random.nextInt();
                }
                write("damaged.rdb", changed);
                assertEquals(1, ours(TOOL, "", "damaged.rdb", "--contents").code());
            }
        });
        Files.delete(directory.resolve("damaged.rdb"));
    }

    private static String latin(String digits) {
        byte[] bytes = HexFormat.of().parseHex(digits.replace(" ", ""));
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
