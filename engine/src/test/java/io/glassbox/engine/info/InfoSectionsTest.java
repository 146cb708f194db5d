package io.glassbox.engine.info;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.engine.info.InfoSection.Asked;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InfoSectionsTest {
    private static final String ONE = "# One\r\na:1\r\n";
    private static final String TWO = "# Two\r\nb:2\r\n";
    private static final String THREE = "# Three\r\nc:x\r\n";

    private final InfoSections sections = new InfoSections();

    @BeforeEach
    void registerThree() {
        sections.put(new InfoSection("One", Asked.BY_DEFAULT, out -> out.field("a", 1)));
        sections.put(new InfoSection("Two", Asked.WITH_ALL, out -> out.field("b", 2)));
        sections.put(new InfoSection("Three", Asked.BY_NAME, out -> out.field("c", "x")));
    }

    @Test
    void noWordAsksForTheDefaultSections() {
        assertEquals(ONE, sections.text(List.of()));
        assertEquals(ONE, sections.text(List.of("DEFAULT")));
    }

    @Test
    void allAndEverythingLeaveOutWhatIsPrintedByNameAlone() {
        assertEquals(ONE + "\r\n" + TWO, sections.text(List.of("all")));
        assertEquals(ONE + "\r\n" + TWO, sections.text(List.of("Everything")));
    }

    @Test
    void namesAreAskedForInAnyCaseAndPrintedOnceInRegisteredOrder() {
        assertEquals(TWO + "\r\n" + THREE, sections.text(List.of("THREE", "two", "three")));
        assertEquals(ONE + "\r\n" + TWO, sections.text(List.of("two", "all")));
    }

    @Test
    void unknownNamesPrintNothing() {
        assertEquals("", sections.text(List.of("sentinel")));
        assertEquals("", sections.text(List.of("")));
        assertEquals(TWO, sections.text(List.of("sentinel", "two")));
    }

    @Test
    void aSectionTakesThePlaceOfTheOneWithItsName() {
        sections.put(new InfoSection("One", Asked.BY_DEFAULT, out -> out.field("a", 9)));
        assertEquals("# One\r\na:9\r\n\r\n" + TWO, sections.text(List.of("all")));
    }

    @Test
    void fieldsArePrintedAsTheyAreRead() {
        InfoWriter out = new InfoWriter();
        out.field("flag", true);
        out.bytes("memory", 1536);
        out.ratio("ratio", 1.005);
        out.percent("part", 1, 3);
        out.percent("nothing", 0, 0);
        assertEquals(
                "flag:1\r\nmemory:1536\r\nmemory_human:1.50K\r\nratio:1.00\r\npart:33.33%\r\nnothing:0.00%\r\n",
                out.toString());
    }
}
