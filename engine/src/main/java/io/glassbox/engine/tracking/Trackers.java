package io.glassbox.engine.tracking;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The clients that track, by numbers that fit into four bytes of the {@link InvalidationTable}, which remembers clients that are
 * long gone. So a number is not used twice: it is a place in a list, and above it how many clients have had that place.
 *
 * <pre>
 * bit 31        20 19            0
 *     [ generation ][ place       ]   generation from 1 on, so that no number is 0
 * </pre>
 *
 * When all numbers have been used, four billion clients later, {@link #hasRoom} says so; the owner empties the table, and
 * {@link #renumber} begins anew.
 */
final class Trackers {
    static final int PLACE_BITS = 20;

    private static final int PLACE_MASK = (1 << PLACE_BITS) - 1;
    private static final int LAST_GENERATION = (1 << Integer.SIZE - PLACE_BITS) - 1;

    private @Nullable Tracking[] byPlace = new @Nullable Tracking[16];
    private int[] generations = new int[16];
    private final Deque<Integer> freePlaces = new ArrayDeque<>();
    private int places;
    private int size;

    int size() {
        return size;
    }

    /** Whether there is a number for one more. */
    boolean hasRoom() {
        return !freePlaces.isEmpty() || places <= PLACE_MASK;
    }

    /** A number for one more. */
    int add(Tracking tracking) {
        int place = freePlaces.isEmpty() ? newPlace() : freePlaces.remove();
        byPlace[place] = tracking;
        generations[place]++;
        size++;
        return generations[place] << PLACE_BITS | place;
    }

    void remove(int number) {
        int place = number & PLACE_MASK;
        byPlace[place] = null;
        size--;
        if (generations[place] < LAST_GENERATION) {
            freePlaces.add(place);
        }
    }

    /** Whoever has this number now; null if that client is gone, or has ceased to track. O(1). */
    @Nullable
    Tracking get(int number) {
        Tracking tracking = byPlace[number & PLACE_MASK];
        return tracking != null && tracking.number == number ? tracking : null;
    }

    void forEach(Consumer<Tracking> action) {
        for (int place = 0; place < places; place++) {
            Tracking tracking = byPlace[place];
            if (tracking != null) {
                action.accept(tracking);
            }
        }
    }

    /** Gives out all numbers anew: nobody remembers the old ones any more. */
    void renumber() {
        Tracking[] all = new Tracking[size];
        int count = 0;
        for (int place = 0; place < places; place++) {
            Tracking tracking = byPlace[place];
            if (tracking != null) {
                all[count++] = tracking;
            }
        }
        byPlace = new @Nullable Tracking[16];
        generations = new int[16];
        freePlaces.clear();
        places = 0;
        size = 0;
        for (Tracking tracking : all) {
            tracking.number = add(tracking);
        }
    }

    private int newPlace() {
        if (places == byPlace.length) {
            byPlace = Arrays.copyOf(byPlace, places * 2);
            generations = Arrays.copyOf(generations, places * 2);
        }
        return places++;
    }
}
