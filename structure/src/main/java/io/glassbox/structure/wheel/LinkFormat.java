package io.glassbox.structure.wheel;

/** Where an entry block keeps the {@link TimingWheel#LINK_BYTES} bytes that the wheel needs. */
public interface LinkFormat {
    /** The address of the link area of the entry at {@code entry}. */
    long linkAddress(long entry);
}
