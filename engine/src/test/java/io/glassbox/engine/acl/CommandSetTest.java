package io.glassbox.engine.acl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class CommandSetTest {
    private final long seed = Long.getLong("glassbox.seed", 20_261_130L);

    @Test
    void behavesLikeASetOfNumbers() {
        SplittableRandom random = new SplittableRandom(seed);
        CommandSet set = new CommandSet();
        Set<Integer> expected = new HashSet<>();
        for (int i = 0; i < 2_000; i++) {
            CommandSet some = new CommandSet();
            Set<Integer> numbers = new HashSet<>();
            for (int j = random.nextInt(4); j >= 0; j--) {
                int number = random.nextInt(300);
                some.add(number);
                numbers.add(number);
            }
            assertEquals(expected.containsAll(numbers), set.containsAll(some), () -> "seed " + seed);
            assertEquals(numbers.stream().anyMatch(expected::contains), set.meets(some), () -> "seed " + seed);
            if (random.nextBoolean()) {
                set.addAll(some);
                expected.addAll(numbers);
            } else {
                set.removeAll(some);
                expected.removeAll(numbers);
            }
            assertEquals(expected.isEmpty(), set.isEmpty());
        }
        for (int number = 0; number < 1_000; number++) {
            assertEquals(expected.contains(number), set.contains(number));
        }
    }

    @Test
    void aCopyGoesItsOwnWay() {
        CommandSet set = CommandSet.of(70);
        CommandSet copy = set.copy();
        copy.removeAll(CommandSet.of(70));
        assertTrue(set.contains(70));
        assertFalse(copy.contains(70));
    }
}
