package io.glassbox.engine.eviction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CandidatePoolTest {
    @Test
    void theBestOfManyAreKeptAndComeBestFirst() {
        try (Slabs slabs = Slabs.checked()) {
            long before = slabs.usedBytes();
            try (CandidatePool pool = new CandidatePool(slabs)) {
                for (int i = 0; i < 100; i++) {
                    int merit = i * 37 % 100;
                    offer(slabs, pool, merit, merit % 3, "key" + merit);
                }
                List<Long> merits = new ArrayList<>();
                while (!pool.isEmpty()) {
                    long merit = pool.meritOfBest();
                    assertEquals("key" + merit, pool.best().toString());
                    assertEquals(merit % 3, pool.databaseOfBest());
                    merits.add(merit);
                    pool.dropBest();
                }
                assertEquals(16, merits.size());
                assertEquals(99, merits.getFirst());
                assertEquals(84, merits.getLast());
            }
            assertEquals(before, slabs.usedBytes());
        }
    }

    @Test
    void aKeyThatIsOfferedAgainIsKeptOnce() {
        try (Slabs slabs = Slabs.checked();
                CandidatePool pool = new CandidatePool(slabs)) {
            offer(slabs, pool, 5, 0, "a");
            offer(slabs, pool, 5, 0, "a");
            offer(slabs, pool, 5, 1, "a");
            pool.dropBest();
            pool.dropBest();
            assertTrue(pool.isEmpty());
        }
    }

    private static void offer(Slabs slabs, CandidatePool pool, long merit, int database, String name) {
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        long address = slabs.allocate(bytes.length);
        Memory.copyIn(bytes, 0, address, bytes.length);
        pool.offer(merit, database, new ByteView().set(address, bytes.length));
        slabs.free(address);
    }
}
