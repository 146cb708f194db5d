package io.glassbox.structure.memory;

/** A mistake of ours in the use of memory, found by a checked allocator: nothing to catch, nothing to go on from. */
public final class MemoryFault extends AssertionError {
    private static final long serialVersionUID = 1L;

    MemoryFault(String message) {
        super(message);
    }
}
