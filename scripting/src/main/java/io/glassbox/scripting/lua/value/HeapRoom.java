package io.glassbox.scripting.lua.value;

/**
 * Keeps scripts from exhausting the heap: large pieces ask before they are allocated, small ones are found by a look at the
 * heap every few thousand steps ({@link LuaState#poll}). Counting every object instead would need to know when it is
 * freed, which only the collector does; so the collector is asked, but only when the heap is nearly full.
 */
public final class HeapRoom {
    /** Smaller pieces are left to the regular look at the heap. */
    private static final long LARGE = 256 * 1024;

    private HeapRoom() {}

    /** Throws "not enough memory" if there is no room for so many bytes, with a reserve for the server itself. */
    public static void require(long bytes) {
        if (bytes < LARGE) {
            return;
        }
        Runtime runtime = Runtime.getRuntime();
        if (bytes > Integer.MAX_VALUE * 8L || bytes > runtime.maxMemory() || !fits(runtime, bytes)) {
            throw LuaError.notEnoughMemory();
        }
    }

    /** Throws "not enough memory" if what is alive leaves no reserve. A look costs well below a microsecond. */
    static void check() {
        Runtime runtime = Runtime.getRuntime();
        if (used(runtime) > limit(runtime) && !fits(runtime, 0)) {
            throw LuaError.notEnoughMemory();
        }
    }

    private static boolean fits(Runtime runtime, long bytes) {
        if (used(runtime) + bytes <= limit(runtime)) {
            return true;
        }
        if (bytes > limit(runtime)) {
            return false;
        }
        // What is garbage among the used bytes, only a collection can tell; it is due anyway when the heap is so full.
        runtime.gc();
        return used(runtime) + bytes <= limit(runtime) - limit(runtime) / 16;
    }

    private static long used(Runtime runtime) {
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static long limit(Runtime runtime) {
        return runtime.maxMemory() - runtime.maxMemory() / 6;
    }
}
