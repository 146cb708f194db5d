package io.glassbox.engine.change;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class EventSelectionTest {
    @Test
    void lettersArePrintedInOneOrder() {
        assertEquals("", print(""));
        assertEquals("gKE", print("EgK"));
        assertEquals("$lshzxeKE", print("$lshzxeKE"));
        assertEquals("AK", print("KA"));
        assertEquals("AE", print("EAg"));
        assertEquals("AKEmnoc", print("cnomEKA"));
        assertEquals("ASTIV", print("AVITS"));
    }

    @Test
    void allChangesByNameAreTheSameAsAll() {
        assertEquals(EventSelection.parse("A"), EventSelection.parse("g$lshzxetda"));
    }

    @Test
    void aLetterThatMeansNothingIsRefused() {
        assertEquals(-1, EventSelection.parse("KEq"));
        assertEquals(-1, EventSelection.parse("k"));
    }

    @Test
    void everyClassHasALetterOfItsOwn() {
        Set<Character> letters = new HashSet<>();
        for (EventClass eventClass : EnumSet.allOf(EventClass.class)) {
            letters.add(eventClass.letter());
            assertEquals(eventClass.bit(), EventSelection.parse(String.valueOf(eventClass.letter())));
        }
        assertEquals(EventClass.values().length, letters.size());
        assertEquals(EventSelection.LETTERS.length() - 1, letters.size());
    }

    private static String print(String letters) {
        return EventSelection.print(EventSelection.parse(letters));
    }
}
