package io.glassbox.structure.testing;

import io.glassbox.quality.testkit.LeakCheck;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Blocks of an allocator for one test; frees them at its end and checks that the test left nothing else. */
public final class OffHeap implements AutoCloseable {
    private final Slabs slabs = Slabs.checked();
    private final LeakCheck leaks = LeakCheck.of("slab bytes", slabs::usedBytes);
    private final List<Long> blocks = new ArrayList<>();

    public Slabs slabs() {
        return slabs;
    }

    /** A block that lives until the end of the test. */
    public long room(int bytes) {
        long address = slabs.allocate(bytes);
        blocks.add(address);
        return address;
    }

    /** A copy of {@code bytes} that lives until the end of the test. */
    public ByteView view(byte[] bytes) {
        long address = room(bytes.length);
        Memory.copyIn(bytes, 0, address, bytes.length);
        return new ByteView(address, bytes.length);
    }

    /** One char per byte. */
    public ByteView view(String text) {
        return view(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Gives the blocks back before the end, for tests that need many. */
    public void clear() {
        blocks.forEach(slabs::free);
        blocks.clear();
    }

    @Override
    public void close() {
        clear();
        leaks.close();
        slabs.close();
    }
}
