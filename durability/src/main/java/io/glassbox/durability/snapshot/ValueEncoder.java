package io.glassbox.durability.snapshot;

import io.glassbox.durability.rdb.RdbOutput;
import java.util.function.LongUnaryOperator;

/** Encodes values of many blocks in one piece of memory, which another thread can write; used by the engine's thread. */
final class ValueEncoder implements AutoCloseable {
    private final RdbOutput out;
    private final LongUnaryOperator encoding;
    private final Runnable closing;

    /**
     * @param encoding writes the value of an entry to the output, and says its length
     * @param closing gives back what the encoding needed beside the output
     */
    ValueEncoder(RdbOutput out, LongUnaryOperator encoding, Runnable closing) {
        this.out = out;
        this.encoding = encoding;
        this.closing = closing;
    }

    /** Encodes the value of an entry; the length of it. */
    long encode(long entry) {
        return encoding.applyAsLong(entry);
    }

    /** Where it lies, until it is cleared. */
    long address() {
        return out.address();
    }

    void clear() {
        out.clear();
    }

    @Override
    public void close() {
        closing.run();
        out.close();
    }
}
