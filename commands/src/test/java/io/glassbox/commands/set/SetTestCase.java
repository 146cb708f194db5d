package io.glassbox.commands.set;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.commands.SpokenTestCase;
import io.glassbox.engine.type.EncodingLimits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/** A test of sets in one of their forms. */
abstract class SetTestCase extends SpokenTestCase {
    static final String INTSET = "intset";
    static final String LISTPACK = "listpack";
    static final String HASHTABLE = "hashtable";

    /** From here on sets of a few numbers take this form. */
    final void useEncoding(String encoding) {
        limits().setMaxIntsetEntries(encoding.equals(INTSET) ? 512 : 0);
        limits().setMaxListpackEntries(encoding.equals(HASHTABLE) ? 0 : 128);
    }

    final EncodingLimits limits() {
        return harness.server.databases().types().limits();
    }

    final void expectEncoding(String encoding, String key) {
        assertEquals(encoding, encodingOf(key), key);
    }

    /** Compares a reply of members, whatever their order. */
    final void saysInAnyOrder(String members, String command) {
        String reply = said(harness.run(command.split(" ")));
        assertEquals(sorted("[" + members + "]"), sorted(reply), command);
    }

    /** The elements of a flat reply. */
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

    private static String sorted(String list) {
        String inside = list.substring(1, list.length() - 1);
        return new TreeSet<>(Arrays.asList(inside.split(" "))).toString() + inside.length();
    }
}
