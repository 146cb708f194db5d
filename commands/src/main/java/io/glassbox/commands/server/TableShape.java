package io.glassbox.commands.server;

import io.glassbox.engine.entry.EntryStore;
import io.glassbox.structure.hash.TableStatistics;

/**
 * What DEBUG HTSTATS tells. The headings and the first two lines are those that tools know; below them stands what describes a
 * table of segments instead of one of chains.
 */
final class TableShape {
    private static final String EMPTY = "No stats available for empty dictionaries\n";

    private TableShape() {}

    static String of(EntryStore store) {
        StringBuilder text = new StringBuilder("[Dictionary HT]\n");
        describe(store.table().statistics(), text);
        text.append("[Expires HT]\n");
        if (store.wheel().size() == 0) {
            text.append(EMPTY);
        } else {
            line(text, "number of elements", store.wheel().size());
        }
        return text.toString();
    }

    private static void describe(TableStatistics table, StringBuilder text) {
        if (table.entries() == 0) {
            text.append(EMPTY);
            return;
        }
        line(text, "table size", table.places());
        line(text, "number of elements", table.entries());
        line(text, "elements in the bucket behind their own", table.pushed());
        line(text, "elements in a stash", table.stashed());
        line(text, "per cent of the places in use", table.loadPercent());
        line(text, "segments", table.segments());
        line(text, "fewest hash bits of a segment", table.minDepth());
        line(text, "most hash bits of a segment", table.maxDepth());
        line(text, "places in the directory", table.directorySize());
        line(text, "bytes", table.bytes());
    }

    private static void line(StringBuilder text, String name, long value) {
        text.append(' ').append(name).append(": ").append(value).append('\n');
    }
}
