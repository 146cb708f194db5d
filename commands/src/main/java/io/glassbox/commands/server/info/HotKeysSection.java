package io.glassbox.commands.server.info;

import io.glassbox.engine.hotkey.HotKeys;
import io.glassbox.engine.info.InfoWriter;

/** What counting hot keys costs. */
final class HotKeysSection {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final HotKeys keys;

    HotKeysSection(HotKeys keys) {
        this.keys = keys;
    }

    void write(InfoWriter out) {
        out.field("tracking_active", keys.isCounting());
        out.field("used_memory", keys.bytes());
        out.field("cpu_time", keys.ownNanos() / NANOS_PER_MILLI);
    }
}
