package io.glassbox.structure.geohash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.quality.testkit.Randomized;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GeoCoverTest {
    private final GeoShape shape = new GeoShape();
    private final GeoCover cover = new GeoCover();

    @Test
    void everythingInACircleIsInSomeRangeOnce() {
        Randomized.test(random -> {
            for (int round = 0; round < 200; round++) {
                shape.circle(Math.pow(10, random.nextDouble(0, 6)));
                shape.center(random.nextDouble(-180, 180), random.nextDouble(-70, 70));
                checkAround(random);
            }
        });
    }

    @Test
    void everythingInABoxIsInSomeRangeOnce() {
        Randomized.test(random -> {
            for (int round = 0; round < 200; round++) {
                shape.box(Math.pow(10, random.nextDouble(0, 6)), Math.pow(10, random.nextDouble(0, 6)));
                shape.center(random.nextDouble(-150, 150), random.nextDouble(-70, 70));
                checkAround(random);
            }
        });
    }

    private void checkAround(SplittableRandom random) {
        cover.of(shape);
        double wide = Math.min(shape.east() - shape.west(), 60);
        double high = Math.min(shape.north() - shape.south(), 30);
        for (int i = 0; i < 200; i++) {
            double longitude = shape.longitude() + random.nextDouble(-wide, wide);
            double latitude = shape.latitude() + random.nextDouble(-high, high);
            if (Geohash.isValid(longitude, latitude)) {
                long hash = Geohash.encode(longitude, latitude);
                double distance = shape.distanceIfInside(Geohash.longitude(hash), Geohash.latitude(hash));
                if (!Double.isNaN(distance)) {
                    assertEquals(1, rangesWith(hash), () -> "at " + longitude + " " + latitude);
                }
            }
        }
    }

    private int rangesWith(long hash) {
        int ranges = 0;
        for (int i = 0; i < cover.count(); i++) {
            ranges += hash >= cover.first(i) && hash < cover.end(i) ? 1 : 0;
        }
        return ranges;
    }

    @Test
    void aSmallCircleTakesAFewSmallCells() {
        shape.circle(100);
        shape.center(13, 52);
        cover.of(shape);
        assertTrue(cover.count() <= 9);
        for (int i = 0; i < cover.count(); i++) {
            assertTrue(cover.end(i) - cover.first(i) < 1L << 20);
        }
    }

    @Test
    void theWholeMapIsFourCells() {
        shape.circle(30_000_000);
        shape.center(1, 1);
        cover.of(shape);
        assertEquals(4, cover.count());
    }

    @Test
    void aPolygonHasAnInsideAndAnOutside() {
        shape.polygon();
        shape.vertex(0, 0);
        shape.vertex(10, 0);
        shape.vertex(10, 10);
        shape.vertex(5, 2);
        shape.vertex(0, 10);
        shape.close();
        assertFalse(Double.isNaN(shape.distanceIfInside(1, 1)));
        assertFalse(Double.isNaN(shape.distanceIfInside(9, 5)));
        assertTrue(Double.isNaN(shape.distanceIfInside(5, 5)));
        assertTrue(Double.isNaN(shape.distanceIfInside(11, 1)));
    }
}
