package io.glassbox.structure.geohash;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.quality.testkit.Randomized;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GeoShapeTest {
    private final GeoShape shape = new GeoShape();

    @Test
    void aCircleHoldsWhatIsNoFartherThanItsRadiusToTheLastDigit() {
        Randomized.test(random -> {
            for (int i = 0; i < 100_000; i++) {
                checkNearTheEdge(random);
            }
        });
    }

    private void checkNearTheEdge(SplittableRandom random) {
        double longitude = random.nextDouble(-180, 180);
        double latitude = random.nextDouble(-85, 85);
        double reach = Math.pow(10, random.nextDouble(-8, 2));
        double pointLongitude = random.nextBoolean() ? longitude : longitude + random.nextDouble(-reach, reach);
        double pointLatitude =
                random.nextBoolean() ? latitude : Math.clamp(latitude + random.nextDouble(-reach, reach), -85, 85);
        double distance = Earth.distance(longitude, latitude, pointLongitude, pointLatitude);
        for (double radius : new double[] {
            distance,
            Math.max(0, Math.nextDown(distance)),
            Math.nextUp(distance),
            distance * 0.99999,
            distance * 1.00001
        }) {
            shape.circle(radius);
            shape.center(longitude, latitude);
            assertEquals(
                    distance <= radius ? distance : Double.NaN, shape.distanceIfInside(pointLongitude, pointLatitude));
        }
    }
}
