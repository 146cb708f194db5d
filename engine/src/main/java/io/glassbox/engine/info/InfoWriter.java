package io.glassbox.engine.info;

import io.glassbox.structure.text.FixedPoint;
import io.glassbox.structure.text.MemoryAmount;

/** Writes the fields of a section: {@code name:value} lines. */
public final class InfoWriter {
    private final StringBuilder text = new StringBuilder(4096);

    public void field(String name, long value) {
        text.append(name).append(':').append(value).append("\r\n");
    }

    public void field(String name, String value) {
        text.append(name).append(':').append(value).append("\r\n");
    }

    /** 0 or 1. */
    public void field(String name, boolean value) {
        field(name, value ? 1 : 0);
    }

    /** With two digits behind the point. */
    public void ratio(String name, double value) {
        field(name, FixedPoint.text(value, 2));
    }

    /** A part of a whole in per cent; nothing of nothing is 0. */
    public void percent(String name, double part, double whole) {
        field(name, FixedPoint.text(whole == 0 ? 0 : part * 100 / whole, 2) + "%");
    }

    /** Bytes, and again under {@code name_human} in a unit that people read. */
    public void bytes(String name, long bytes) {
        field(name, bytes);
        human(name, bytes);
    }

    public void human(String name, long bytes) {
        field(name + "_human", MemoryAmount.text(bytes));
    }

    void raw(String some) {
        text.append(some);
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
