package io.glassbox.structure.memory;

/**
 * There are no addresses left for a block, in the range reserved at the start or at all.
 *
 * <p>This is about addresses, not about memory: {@code maxmemory} is checked by the engine long before, and a page that
 * the operating system cannot provide kills the process without asking.
 */
public final class MemoryExhausted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long requestedBytes;

    MemoryExhausted(long requestedBytes, String reason) {
        super("no room for " + requestedBytes + " bytes: " + reason);
        this.requestedBytes = requestedBytes;
    }

    public long requestedBytes() {
        return requestedBytes;
    }
}
