package io.glassbox.commands.hash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.glassbox.commands.SpokenTestCase;
import io.glassbox.engine.type.EncodingLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A test of hashes in one of their forms. */
abstract class HashTestCase extends SpokenTestCase {
    static final String LISTPACK = "listpack";
    static final String HASHTABLE = "hashtable";

    /** From here on hashes of a few fields take this form. */
    final void useEncoding(String encoding) {
        limits().hashMaxListpackEntries(encoding.equals(HASHTABLE) ? 0 : 128);
    }

    final EncodingLimits limits() {
        return harness.server.databases().types().limits();
    }

    final void expectEncoding(String encoding, String key) {
        assertEquals(encoding, encodingOf(key), key);
    }

    /** The strings of a framed array of bulk strings. */
    static List<String> strings(String framed) {
        List<String> strings = new ArrayList<>();
        int at = framed.indexOf("\r\n") + 2;
        while (at < framed.length()) {
            int begin = framed.indexOf("\r\n", at) + 2;
            int length = Integer.parseInt(framed, at + 1, begin - 2, 10);
            strings.add(framed.substring(begin, begin + length));
            at = begin + length + 2;
        }
        return strings;
    }

    /** Adds strings that are fields and values in turn, of which none comes twice. */
    static void putAll(List<String> pairs, Map<String, String> target) {
        for (int i = 0; i < pairs.size(); i += 2) {
            assertNull(target.put(pairs.get(i), pairs.get(i + 1)), pairs.get(i));
        }
    }
}
