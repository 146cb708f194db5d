package io.glassbox.commands.sortedset;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.commands.SpokenTestCase;
import io.glassbox.engine.type.EncodingLimits;

/** A test of sorted sets in one of their forms. */
abstract class SortedSetTestCase extends SpokenTestCase {
    static final String LISTPACK = "listpack";
    static final String SKIPLIST = "skiplist";

    /** From here on sorted sets of a few members take this form. */
    final void useEncoding(String encoding) {
        limits().zsetMaxListpackEntries(encoding.equals(LISTPACK) ? 128 : 0);
    }

    final EncodingLimits limits() {
        return harness.server.databases().types().limits();
    }

    final void expectEncoding(String encoding, String key) {
        assertEquals(encoding, encodingOf(key), key);
    }
}
