package io.glassbox.engine.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.glassbox.network.protocol.ReplyBuffer;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class TrackersTest {
    private final Trackers trackers = new Trackers();

    @Test
    void numberMeansNobodyAfterItsClientHasLeft() {
        Tracking first = join();
        int number = first.number;
        assertSame(first, trackers.get(number));
        leave(first);
        assertNull(trackers.get(number));
        Tracking second = join();
        assertNotEquals(number, second.number);
        assertNull(trackers.get(number));
        assertSame(second, trackers.get(second.number));
    }

    @Test
    void noNumberIsGivenTwiceHoweverOftenClientsComeAndGo() {
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            Tracking tracking = join();
            assertNotEquals(0, tracking.number);
            assertEquals(true, seen.add(tracking.number), "again: " + tracking.number);
            leave(tracking);
        }
        assertEquals(0, trackers.size());
    }

    @Test
    void clientsThatStayKeepTrackingUnderNewNumbers() {
        Tracking gone = join();
        Tracking staying = join();
        leave(gone);
        trackers.renumber();
        assertEquals(1, trackers.size());
        assertSame(staying, trackers.get(staying.number));
    }

    private Tracking join() {
        Tracking tracking = new Tracking(new Nobody());
        tracking.begin(trackers.add(tracking), TrackingOptions.NONE);
        return tracking;
    }

    private void leave(Tracking tracking) {
        trackers.remove(tracking.number);
        tracking.end();
    }

    private static final class Nobody implements TrackingClient {
        @Override
        public long id() {
            return 1;
        }

        @Override
        public Tracking tracking() {
            return new Tracking(this);
        }

        @Override
        public boolean isResp3() {
            return true;
        }

        @Override
        public boolean isSubscribed() {
            return false;
        }

        @Override
        public void keep(long bytes) {}

        @Override
        public void deliver(ReplyBuffer message) {}
    }
}
