package io.glassbox.structure.wheel;

public interface LinkFormat {
    long linkAddress(long entry);
}
