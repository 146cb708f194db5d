package io.glassbox.commands.stream;

import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.stream.EntryCursor;

/** How much one call may still reply: entries of the present stream, entries and bytes of all. */
final class ReadBudget {
    private final ByteView view = new ByteView();
    private ReadOptions options = new ReadOptions();
    private long ofStream;
    private long entries;
    private long bytes;

    void begin(ReadOptions newOptions) {
        options = newOptions;
        entries = 0;
        bytes = 0;
        ofStream = 0;
    }

    void beginStream() {
        ofStream = 0;
    }

    /** Entries of the present stream so far. */
    long ofStream() {
        return ofStream;
    }

    /** Whether the present stream may have no further entry. */
    boolean isUsedUp() {
        return options.count() != 0 && ofStream >= options.count() || isUsedUpForAll();
    }

    /** Whether no stream may have a further entry. */
    boolean isUsedUpForAll() {
        return options.mostEntries() != 0 && entries >= options.mostEntries()
                || options.mostBytes() != 0 && bytes >= options.mostBytes();
    }

    /** Whether an entry may come; the first one of a reply always may. One that may not ends the whole reply. */
    boolean fits(EntryCursor entry) {
        if (isUsedUp()) {
            return false;
        }
        if (options.mostBytes() != 0 && entries > 0 && bytes + bytesOf(entry) > options.mostBytes()) {
            bytes = options.mostBytes();
            return false;
        }
        return true;
    }

    /** Takes what an entry costs; false if it does not fit. */
    boolean take(EntryCursor entry) {
        if (!fits(entry)) {
            return false;
        }
        if (options.mostBytes() != 0) {
            bytes += bytesOf(entry);
        }
        takeMissing();
        return true;
    }

    /** Takes an entry of which nothing but the ID is left. */
    void takeMissing() {
        ofStream++;
        entries++;
    }

    private long bytesOf(EntryCursor entry) {
        long sum = 0;
        entry.rewindFields();
        for (int i = 0; i < entry.fieldCount(); i++) {
            entry.nextField();
            sum += entry.field(view).length();
            sum += entry.value(view).length();
        }
        return sum;
    }
}
