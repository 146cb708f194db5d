package io.glassbox.network.connection;

import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;

/**
 * Memory of a connection's own for the part of its input that could not be run yet. Only there while a request is incomplete or
 * the connection is stopped; an idle connection reads into a buffer that all share.
 */
final class QueryBuffer {
    private static final int SMALLEST = 16 * 1024;
    private static final int GREEDY_LIMIT = 1 << 20;

    private final Slabs slabs;
    private long address;
    private long capacity;
    private long start;
    private long end;
    private long peak;

    QueryBuffer(Slabs slabs) {
        this.slabs = slabs;
    }

    boolean isOpen() {
        return address != 0;
    }

    /** The first byte that was not consumed. */
    long start() {
        return address + start;
    }

    /** Behind the last byte that was read. */
    long end() {
        return address + end;
    }

    long length() {
        return end - start;
    }

    long room() {
        return capacity - end;
    }

    long held() {
        return capacity;
    }

    void consumedUpTo(long position) {
        start = position - address;
    }

    void filled(int bytes) {
        end += bytes;
        peak = Math.max(peak, length());
    }

    /** Copies bytes of the shared buffer in; returns the distance that they moved. */
    long takeOver(long from, long length) {
        reserve(length);
        Memory.copy(from, end(), length);
        long moved = end() - from;
        end += length;
        peak = Math.max(peak, length());
        return moved;
    }

    /**
     * Makes room for at least {@code bytes} more: by moving what is unconsumed to the front, else by a larger block. Returns the
     * distance that unconsumed bytes moved.
     */
    long reserve(long bytes) {
        if (address != 0 && room() >= bytes) {
            return 0;
        }
        long length = length();
        if (address != 0 && start > 0 && capacity - length >= bytes) {
            Memory.copy(address + start, address, length);
            long moved = -start;
            start = 0;
            end = length;
            return moved;
        }
        long wanted = length + bytes;
        long larger = Math.max(SMALLEST, wanted <= GREEDY_LIMIT ? Math.max(wanted, capacity * 2) : wanted);
        long block = slabs.allocate(larger);
        long old = start();
        if (address != 0) {
            Memory.copy(old, block, length);
            slabs.free(address);
        }
        long moved = block - old;
        address = block;
        capacity = slabs.sizeOf(block);
        start = 0;
        end = length;
        return moved;
    }

    /** Gives the memory back; nothing that was in it is needed any more. */
    void close() {
        if (address != 0) {
            slabs.free(address);
            address = 0;
            capacity = 0;
            start = 0;
            end = 0;
            peak = 0;
        }
    }
}
