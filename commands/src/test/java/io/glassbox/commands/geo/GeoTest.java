package io.glassbox.commands.geo;

import io.glassbox.commands.SpokenTestCase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Replies are those of Redis 7.0.15. */
final class GeoTest extends SpokenTestCase {
    @BeforeEach
    void addSicily() {
        says("2", "GEOADD s 13.361389 38.115556 Palermo 15.087269 37.502669 Catania");
        says("2", "GEOADD s 12.758489 38.788135 edge1 17.241510 38.788135 edge2");
    }

    @Test
    void positionsAreScores() {
        says("3479099956230698", "ZSCORE s Palermo");
        says("3479447370796909", "ZSCORE s Catania");
        says(
                "[[13.36138933897018433 38.11555639549629859] nil-array [15.08726745843887329 37.50266842333162032]]",
                "GEOPOS s Palermo x Catania");
        says("[sqc8b49rny0 nil sqdtr74hyu0]", "GEOHASH s Palermo x Catania");
        says("[]", "GEOPOS s");
        says("[nil-array]", "GEOPOS missing a");
    }

    @Test
    void addingKeepsConditions() {
        listen();
        says("0", "GEOADD s NX 1 1 Palermo");
        says("0", "GEOADD s XX 1 1 new");
        says("1", "GEOADD s XX CH 1 1 Palermo");
        expectEvents("zadd s");
        says("ERR syntax error", "GEOADD s NX XX 1 1 a");
        says("ERR syntax error", "GEOADD s 1 1 a 2");
        says("ERR value is not a valid float", "GEOADD s 1 1 new x 1 b");
        says("ERR invalid longitude,latitude pair 1.000000,86.000000", "GEOADD s 1 1 new 1 86 b");
        says("nil", "ZSCORE s new");
    }

    @Test
    void distancesHaveUnits() {
        says("166274.1516", "GEODIST s Palermo Catania");
        says("166.2742", "GEODIST s Palermo Catania km");
        says("103.3182", "GEODIST s Palermo Catania MI");
        says("545518.8700", "GEODIST s Palermo Catania ft");
        says("nil", "GEODIST s Palermo x");
        says("nil", "GEODIST missing a b");
        says("ERR unsupported unit provided. please use M, KM, FT, MI", "GEODIST s a b x");
        says("ERR syntax error", "GEODIST s a b km km");
    }

    @Test
    void searchesByRadius() {
        says("[Palermo Catania]", "GEOSEARCH s FROMLONLAT 15 37 BYRADIUS 200 km");
        says("[Catania Palermo]", "GEOSEARCH s FROMLONLAT 15 37 BYRADIUS 200 km ASC");
        says("[[Palermo 190.4424] [Catania 56.4413]]", "GEOSEARCH s FROMLONLAT 15 37 BYRADIUS 200 km DESC WITHDIST");
        says("[Catania]", "GEOSEARCH s FROMLONLAT 15 37 BYRADIUS 200 km COUNT 1");
        says("[Palermo]", "GEOSEARCH s FROMLONLAT 15 37 BYRADIUS 200 km COUNT 1 ANY");
        says(
                "[[Catania 166.2742 3479447370796909 [15.08726745843887329 37.50266842333162032]]"
                        + " [edge1 91.4007 3479273021651468 [12.7584877610206604 38.78813451624225195]]"
                        + " [Palermo 0.0000 3479099956230698 [13.36138933897018433 38.11555639549629859]]]",
                "GEORADIUSBYMEMBER s Palermo 170 km WITHCOORD WITHDIST WITHHASH DESC");
        says("[Palermo Catania]", "GEORADIUS_RO s 15 37 200 km");
        says("[]", "GEOSEARCH missing FROMMEMBER x BYRADIUS 1 km");
    }

    @Test
    void searchesByBox() {
        says(
                "[[Catania 56.4413] [Palermo 190.4424] [edge2 279.7403] [edge1 279.7405]]",
                "GEOSEARCH s FROMLONLAT 15 37 BYBOX 400 400 km ASC WITHDIST");
        says("[]", "GEOSEARCH s FROMLONLAT 0 0 BYBOX 0 0 km");
    }

    @Test
    void searchesByPolygon() {
        says("[Palermo Catania]", "GEOSEARCH s BYPOLYGON 4 13 37 16 37 16 38.5 13 38.5");
        says("[[Catania 33053.6571]]", "GEOSEARCH s BYPOLYGON 3 15 37 16 37 15.2 39 WITHDIST ASC COUNT 1");
        says("ERR BYPOLYGON must have at least 3 vertices", "GEOSEARCH s BYPOLYGON 2 13 37 16 37");
        says("ERR syntax error", "GEOSEARCH s BYPOLYGON 4 13 37 16 37 16 38.5");
        says("ERR syntax error", "GEOSEARCH s BYPOLYGON 3 13 37 16 37 16 38.5 FROMLONLAT 1 1");
        says("ERR syntax error", "GEOSEARCH s FROMLONLAT 1 1 BYPOLYGON 3 13 37 16 37 16 38.5");
        says("ERR invalid longitude,latitude pair 13.000000,97.000000", "GEOSEARCH s BYPOLYGON 3 13 97 16 37 16 38.5");
        says("2", "GEOSEARCHSTORE d s BYPOLYGON 4 13 37 16 37 16 38.5 13 38.5 STOREDIST");
    }

    @Test
    void resultsAreStored() {
        listen();
        says("2", "GEOSEARCHSTORE d s FROMLONLAT 15 37 BYRADIUS 200 km");
        says("[Palermo 3479099956230698 Catania 3479447370796909]", "ZRANGE d 0 -1 WITHSCORES");
        says("1", "GEOSEARCHSTORE d s FROMLONLAT 15 37 BYRADIUS 200 km STOREDIST COUNT 1");
        says("[Catania]", "ZRANGEBYSCORE d 56.44 56.45");
        says("2", "GEORADIUS s 15 37 200 km STORE d");
        says("0", "GEORADIUSBYMEMBER missing x 1 km STORE d");
        expectEvents(
                "new d",
                "geosearchstore d",
                "overwritten d",
                "geosearchstore d",
                "overwritten d",
                "georadiusstore d",
                "keymiss missing",
                "del d");
    }

    @Test
    void nonsenseIsRefused() {
        says("ERR could not decode requested zset member", "GEOSEARCH s FROMMEMBER x BYRADIUS 1 km");
        says("ERR syntax error", "GEOSEARCH s FROMLONLAT 1 1 FROMMEMBER a BYRADIUS 1 km");
        says("ERR syntax error", "GEOSEARCH s FROMLONLAT 15 37 BYRADIUS 200 km BYBOX 1 1 km");
        says("ERR unsupported unit provided. please use M, KM, FT, MI", "GEOSEARCH s FROMLONLAT 1 1 BYRADIUS 1 x");
        says("ERR radius cannot be negative", "GEOSEARCH s FROMLONLAT 15 37 BYRADIUS -200 km");
        says("ERR height or width cannot be negative", "GEOSEARCH s FROMLONLAT 15 37 BYBOX -1 2 km");
        says("ERR need numeric radius", "GEOSEARCH s FROMLONLAT 15 37 BYRADIUS abc km");
        says("ERR need numeric width", "GEOSEARCH s FROMLONLAT 15 37 BYBOX abc 2 km");
        says("ERR need numeric height", "GEOSEARCH s FROMLONLAT 15 37 BYBOX 1 abc km");
        says("ERR COUNT must be > 0", "GEOSEARCH s FROMLONLAT 15 37 BYRADIUS 200 km COUNT 0");
        says("ERR the ANY argument requires COUNT argument", "GEOSEARCH s FROMLONLAT 15 37 BYRADIUS 200 km ANY");
        says(
                "ERR exactly one of BYRADIUS and BYBOX can be specified for GEOSEARCH",
                "GEOSEARCH s FROMLONLAT 15 37 COUNT 1 ASC");
        says(
                "ERR exactly one of FROMMEMBER or FROMLONLAT can be specified for GEOSEARCH",
                "GEOSEARCH s BYRADIUS 1 km ASC WITHDIST");
        says("ERR syntax error", "GEOSEARCH s FROMLONLAT 15 37 BYRADIUS 200 km STOREDIST");
        says(
                "ERR GEOSEARCHSTORE is not compatible with WITHDIST, WITHHASH and WITHCOORD options",
                "GEOSEARCHSTORE d s FROMLONLAT 15 37 BYRADIUS 200 km WITHDIST");
        says(
                "ERR STORE option in GEORADIUS is not compatible with WITHDIST, WITHHASH and WITHCOORD options",
                "GEORADIUS s 15 37 200 km STORE d WITHDIST");
        says("ERR syntax error", "GEORADIUS_RO s 15 37 200 km STORE d");
        says("ERR syntax error", "GEORADIUS s 15 37 200 km BYBOX 1 1 km");
    }
}
