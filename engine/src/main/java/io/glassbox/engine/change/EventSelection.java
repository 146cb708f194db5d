package io.glassbox.engine.change;

import java.util.List;

/**
 * The letters of {@code notify-keyspace-events} and the {@link EventClass} bits that they stand for. {@code A} is short for all
 * classes of changes; misses, new and overwritten keys, and the events of parts of keys have to be named.
 */
public final class EventSelection {
    /** Every letter, for the message that says what is allowed. */
    public static final String LETTERS = "Ag$lshzxetdaKEmnocSTIV";

    private static final char ALL_CHANGES = 'A';

    private static final List<EventClass> CHANGES = List.of(
            EventClass.GENERIC,
            EventClass.STRING,
            EventClass.LIST,
            EventClass.SET,
            EventClass.HASH,
            EventClass.SORTEDSET,
            EventClass.EXPIRED,
            EventClass.EVICTED,
            EventClass.STREAM,
            EventClass.MODULE,
            EventClass.ARRAY);

    private static final List<EventClass> OTHERS = List.of(
            EventClass.KEYSPACE,
            EventClass.KEYEVENT,
            EventClass.KEY_MISS,
            EventClass.NEW_KEY,
            EventClass.OVERWRITTEN,
            EventClass.TYPE_CHANGED,
            EventClass.SUBKEYSPACE,
            EventClass.SUBKEYEVENT,
            EventClass.SUBKEYSPACE_ITEM,
            EventClass.SUBKEYSPACE_EVENT);

    private EventSelection() {}

    /** The bits of all letters, or -1 if one of them means nothing. */
    public static int parse(String letters) {
        int mask = 0;
        for (int i = 0; i < letters.length(); i++) {
            int bits = bits(letters.charAt(i));
            if (bits == 0) {
                return -1;
            }
            mask |= bits;
        }
        return mask;
    }

    /** The shortest letters for these bits, in the order in which CONFIG GET shows them. */
    public static String print(int mask) {
        StringBuilder letters = new StringBuilder();
        int changes = bits(CHANGES);
        if ((mask & changes) == changes) {
            letters.append(ALL_CHANGES);
        } else {
            append(letters, CHANGES, mask);
        }
        append(letters, OTHERS, mask);
        return letters.toString();
    }

    private static void append(StringBuilder letters, List<EventClass> classes, int mask) {
        for (EventClass eventClass : classes) {
            if ((mask & eventClass.bit()) != 0) {
                letters.append(eventClass.letter());
            }
        }
    }

    private static int bits(char letter) {
        if (letter == ALL_CHANGES) {
            return bits(CHANGES);
        }
        for (EventClass eventClass : EventClass.values()) {
            if (eventClass.letter() == letter) {
                return eventClass.bit();
            }
        }
        return 0;
    }

    private static int bits(List<EventClass> classes) {
        int bits = 0;
        for (EventClass eventClass : classes) {
            bits |= eventClass.bit();
        }
        return bits;
    }
}
