package io.glassbox.structure.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** The allocator of one server. */
public final class Slabs implements AutoCloseable {
    private static final MethodHandle MALLOC = Linker.nativeLinker()
            .downcallHandle(
                    Linker.nativeLinker().defaultLookup().findOrThrow("malloc"),
                    FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));
    private static final MethodHandle FREE = Linker.nativeLinker()
            .downcallHandle(
                    Linker.nativeLinker().defaultLookup().findOrThrow("free"),
                    FunctionDescriptor.ofVoid(ValueLayout.JAVA_LONG));
    private static final MethodHandle SIZE = Linker.nativeLinker()
            .downcallHandle(
                    Linker.nativeLinker().defaultLookup().findOrThrow("malloc_usable_size"),
                    FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));

    private long used;
    private final Arena arena = Arena.ofShared();

    public static Slabs create() {
        return new Slabs();
    }

    /** A block of at least {@code bytes} bytes, 8-byte aligned, contents undefined. */
    public long allocate(long bytes) {
        try {
            long address = (long) MALLOC.invokeExact(Math.max(bytes, 16));
            used += sizeOf(address);
            return address;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** Gives a block back; its address came from {@link #allocate}. */
    public void free(long address) {
        try {
            used -= sizeOf(address);
            FREE.invokeExact(address);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** The usable bytes of a block: its size class. */
    public long sizeOf(long address) {
        try {
            return (long) SIZE.invokeExact(address);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** The size class that a request of {@code bytes} would get: an overwrite that stays in it needs no new block. */
    public long classFor(long bytes) {
        return Math.max(16, (bytes + 7) & ~7L);
    }

    /** Bytes held by live blocks, counted by size class. */
    public long usedBytes() {
        return used;
    }

    /** The 5-byte form of a block's address: its distance from the base in units of 8 bytes; 0 stands for no block. */
    public long toReference(long address) {
        return address >>> 3;
    }

    public long toAddress(long reference) {
        return reference << 3;
    }

    @Override
    public void close() {
        arena.close();
    }
}
