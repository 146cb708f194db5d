package io.glassbox.structure.geohash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.quality.testkit.Randomized;
import org.junit.jupiter.api.Test;

class GeohashTest {
    private static final long PALERMO = 3479099956230698L;
    private static final long CATANIA = 3479447370796909L;

    @Test
    void positionsBecomeTheNumbersThatRedisDocuments() {
        assertEquals(PALERMO, Geohash.encode(13.361389, 38.115556));
        assertEquals(CATANIA, Geohash.encode(15.087269, 37.502669));
    }

    @Test
    void numbersBecomeTheMiddleOfTheirCells() {
        assertEquals(13.361389338970184, Geohash.longitude(PALERMO));
        assertEquals(38.1155563954963, Geohash.latitude(PALERMO));
        assertEquals(15.087267458438873, Geohash.longitude(CATANIA));
        assertEquals(37.50266842333162, Geohash.latitude(CATANIA));
    }

    @Test
    void theTextFormIsTheCommonOne() {
        assertEquals("sqc8b49rny0", Geohash.text(PALERMO));
        assertEquals("sqdtr74hyu0", Geohash.text(CATANIA));
    }

    @Test
    void aPositionComesBackWithinItsCell() {
        Randomized.test(random -> {
            for (int i = 0; i < 20_000; i++) {
                double longitude = random.nextDouble(-180, 180);
                double latitude = random.nextDouble(-85.05, 85.05);
                long hash = Geohash.encode(longitude, latitude);
                assertEquals(longitude, Geohash.longitude(hash), 180.0 / (1 << 26));
                assertEquals(latitude, Geohash.latitude(hash), 86.0 / (1 << 26));
                assertEquals(hash, Geohash.encode(Geohash.longitude(hash), Geohash.latitude(hash)));
            }
        });
    }

    @Test
    void positionsBeyondTheMapAreNone() {
        assertTrue(Geohash.isValid(180, -85.05112878));
        assertFalse(Geohash.isValid(180.0001, 0));
        assertFalse(Geohash.isValid(0, 85.05112879));
        assertFalse(Geohash.isValid(Double.NaN, 0));
    }

    @Test
    void distancesAreThoseThatRedisDocuments() {
        double distance = Earth.distance(
                Geohash.longitude(PALERMO),
                Geohash.latitude(PALERMO),
                Geohash.longitude(CATANIA),
                Geohash.latitude(CATANIA));
        assertEquals(166274.1516, distance, 0.0001);
    }
}
