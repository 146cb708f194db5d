package io.glassbox.structure.wheel;

import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import java.util.TreeSet;

/** Provisional. */
public final class TimingWheel implements AutoCloseable {
    private record Due(long millis, long entry) implements Comparable<Due> {
        @Override
        public int compareTo(Due o) {
            int c = Long.compare(millis, o.millis);
            return c != 0 ? c : Long.compare(entry, o.entry);
        }
    }

    @FunctionalInterface
    public interface DueVisitor {
        void due(long entry);
    }

    private final TreeSet<Due> set = new TreeSet<>();
    private final LinkFormat format;

    public TimingWheel(Slabs slabs, LinkFormat format) {
        this.format = format;
    }

    public void add(long entry, long due) {
        Memory.putLong(format.linkAddress(entry), due);
        set.add(new Due(due, entry));
    }

    public void remove(long entry) {
        set.remove(new Due(Memory.getLong(format.linkAddress(entry)), entry));
    }

    public void moved(long from, long to) {
        long due = Memory.getLong(format.linkAddress(to));
        set.remove(new Due(due, from));
        set.add(new Due(due, to));
    }

    public long size() {
        return set.size();
    }

    public long nextDue() {
        return set.isEmpty() ? Long.MAX_VALUE : set.first().millis();
    }

    public int advance(long now, int budget, DueVisitor visitor) {
        int done = 0;
        while (done < budget && !set.isEmpty() && set.first().millis() <= now) {
            visitor.due(set.first().entry());
            done++;
        }
        return done;
    }

    @Override
    public void close() {}
}
