package io.glassbox.engine.hotkey;

/** A key, and what it cost. */
public final class KeyCost {
    private final byte[] key;
    private final long amount;

    KeyCost(byte[] key, long amount) {
        this.key = key;
        this.amount = amount;
    }

    /** The bytes of the key; not to be written to. */
    public byte[] key() {
        return key;
    }

    public long amount() {
        return amount;
    }
}
