package io.glassbox.durability.snapshot;

import java.util.List;

/** The libraries of functions that a snapshot brought, as their sources: the next snapshot carries them on. */
public final class Libraries {
    private List<byte[]> sources = List.of();

    public List<byte[]> sources() {
        return sources;
    }

    public void replace(List<byte[]> newSources) {
        sources = List.copyOf(newSources);
    }
}
