package io.glassbox.durability.rdb;

import io.glassbox.structure.memory.Slabs;

/** Bytes that lie in memory as a whole. */
public final class PayloadInput extends RdbInput {
    private long begin;
    private long at;
    private long end;

    public PayloadInput(Slabs slabs) {
        super(slabs);
    }

    /** Positions on these bytes, which stay the caller's; returns this. */
    public PayloadInput on(long address, long length) {
        begin = address;
        at = address;
        end = address + length;
        return this;
    }

    @Override
    public long remaining() {
        return end - at;
    }

    @Override
    public long offset() {
        return at - begin;
    }

    @Override
    protected long next(long bytes) {
        long address = at;
        at += bytes;
        return address;
    }
}
