package io.glassbox.engine.change;

/** The classes of keyspace events, with the letters by which {@code notify-keyspace-events} selects them. */
public enum EventClass {
    KEYSPACE('K'),
    KEYEVENT('E'),
    GENERIC('g'),
    STRING('$'),
    LIST('l'),
    SET('s'),
    HASH('h'),
    SORTEDSET('z'),
    EXPIRED('x'),
    EVICTED('e'),
    STREAM('t'),
    KEY_MISS('m'),
    MODULE('d'),
    NEW_KEY('n'),
    OVERWRITTEN('o'),
    TYPE_CHANGED('c'),
    ARRAY('a'),
    SUBKEYSPACE('S'),
    SUBKEYEVENT('T'),
    SUBKEYSPACE_ITEM('I'),
    SUBKEYSPACE_EVENT('V');

    private final char letter;

    EventClass(char letter) {
        this.letter = letter;
    }

    public char letter() {
        return letter;
    }

    public int bit() {
        return 1 << ordinal();
    }

    /** The bits of all classes whose letters are among these. */
    public static int bits(String letters) {
        int bits = 0;
        for (EventClass eventClass : values()) {
            if (letters.indexOf(eventClass.letter) >= 0) {
                bits |= eventClass.bit();
            }
        }
        return bits;
    }
}
