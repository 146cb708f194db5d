package io.glassbox.network.connection;

import io.glassbox.structure.memory.Account;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;

/**
 * Memory of a connection's own for the part of its input that could not be run yet. Taken when a request is incomplete or the
 * connection is stopped; an idle connection reads into a buffer that all share. One that had to grow stays for a while when it
 * is empty, since who sends one large request often sends more; {@link #trim} ends that.
 */
final class QueryBuffer {
    /** What a buffer has at least. */
    private static final int SMALLEST = 16 * 1024;

    /** Up to this size a buffer is cheap to take again, and goes as soon as it is empty. */
    private static final int WORTH_KEEPING = 32 * 1024;

    /** Up to this size a buffer at least doubles; a larger one grows by what is asked for. */
    private static final int GREEDY_LIMIT = 1 << 20;

    /** A buffer that grows to within an eighth of what will be needed in the end gets that at once. */
    private static final int NEAR_END_SHIFT = 3;

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

    /** Everything before {@code position} is done with. */
    void consumedUpTo(long position) {
        start = position - address;
        if (start == end) {
            if (capacity <= WORTH_KEEPING) {
                close();
            } else {
                start = 0;
                end = 0;
            }
        }
    }

    void filled(int bytes) {
        end += bytes;
        peak = Math.max(peak, length());
    }

    /** Copies bytes of another buffer in; returns the distance that they moved. */
    long takeOver(long from, long length) {
        reserve(length, 0);
        long moved = end() - from;
        Memory.copy(from, end(), length);
        end += length;
        peak = Math.max(peak, length());
        return moved;
    }

    /**
     * Makes room for at least {@code bytes} more: by moving what is unconsumed to the front, else by a larger block. Returns the
     * distance that unconsumed bytes moved.
     *
     * @param inTheEnd how many more there will be, as far as that is known: no block is made larger than for that; 0 if it is not known
     */
    long reserve(long bytes, long inTheEnd) {
        if (address != 0 && room() >= bytes) {
            return 0;
        }
        long length = length();
        if (address != 0 && start > 0 && capacity - length >= bytes) {
            return moveToFront();
        }
        long wanted = length + bytes;
        long greedy = wanted <= GREEDY_LIMIT ? Math.max(wanted, capacity * 2) : wanted;
        return moveTo(Math.max(SMALLEST, enough(greedy, length + Math.max(bytes, inTheEnd), inTheEnd > 0)));
    }

    private static long enough(long greedy, long whole, boolean isKnown) {
        boolean isNear = greedy + (greedy >> NEAR_END_SHIFT) >= whole;
        return isKnown && isNear ? whole : greedy;
    }

    private long moveToFront() {
        long length = length();
        Memory.copy(address + start, address, length);
        long moved = -start;
        start = 0;
        end = length;
        return moved;
    }

    private long moveTo(long bytes) {
        long old = start();
        if (address == 0) {
            address = slabs.allocate(bytes, Account.BUFFERS);
        } else if (start == 0) {
            address = slabs.reallocate(address, bytes);
            slabs.charge(Account.BUFFERS, slabs.sizeOf(address) - capacity);
        } else {
            long block = slabs.allocate(bytes, Account.BUFFERS);
            Memory.copy(old, block, length());
            slabs.free(address, Account.BUFFERS);
            address = block;
        }
        capacity = slabs.sizeOf(address);
        end = length();
        start = 0;
        return address - old;
    }

    /** By how much the block has to grow before so many more bytes fit in. */
    long growthFor(long bytes) {
        return bytes <= room() ? 0 : Math.max(0, slabs.classFor(length() + bytes) - capacity);
    }

    /**
     * Gives back what the time since the last call did not need; called a few times a second. Returns the distance that
     * unconsumed bytes moved.
     */
    long trim(boolean idle) {
        if (address == 0) {
            return 0;
        }
        long length = length();
        long needed = Math.max(peak, length);
        peak = length;
        if (!idle && (capacity <= WORTH_KEEPING || needed * 2 >= capacity)) {
            return 0;
        }
        if (length == 0) {
            close();
            return 0;
        }
        long moved = start > 0 ? moveToFront() : 0;
        return slabs.classFor(Math.max(length, SMALLEST)) < capacity
                ? moved + moveTo(Math.max(length, SMALLEST))
                : moved;
    }

    /** Gives the memory back; nothing that was in it is needed any more. */
    void close() {
        if (address != 0) {
            slabs.free(address, Account.BUFFERS);
            address = 0;
            capacity = 0;
            start = 0;
            end = 0;
            peak = 0;
        }
    }
}
