package io.glassbox.scripting.lua.library;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class RandomSequenceTest {
    @Test
    void aNewSequenceIsThatOfANewServer() {
        RandomSequence random = new RandomSequence();
        assertEquals(851_401_618, random.next());
        assertEquals(1_804_928_587, random.next());
        assertEquals(758_783_491, random.next());
    }

    @Test
    void theSeedDecidesWhatFollows() {
        RandomSequence random = new RandomSequence();
        random.seed(0);
        assertEquals(366_850_414, random.next());
        assertEquals(1_610_402_240, random.next());
        random.seed(-1);
        int first = random.next();
        random.seed(-1);
        assertEquals(first, random.next());
    }
}
