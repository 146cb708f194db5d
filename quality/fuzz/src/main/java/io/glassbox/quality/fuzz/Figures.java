package io.glassbox.quality.fuzz;

import java.util.concurrent.atomic.LongAdder;

/** What a run did: counted by the thread that makes requests, shown by another. */
final class Figures {
    final LongAdder answered = new LongAdder();
    final LongAdder sentBytes = new LongAdder();
    final LongAdder connections = new LongAdder();
    final LongAdder damagedBursts = new LongAdder();
    final LongAdder abandonedBursts = new LongAdder();
    final LongAdder closedByServer = new LongAdder();
    final LongAdder rescued = new LongAdder();

    /** Takes in those of another run. */
    void add(Figures other) {
        answered.add(other.answered.sum());
        sentBytes.add(other.sentBytes.sum());
        connections.add(other.connections.sum());
        damagedBursts.add(other.damagedBursts.sum());
        abandonedBursts.add(other.abandonedBursts.sum());
        closedByServer.add(other.closedByServer.sum());
        rescued.add(other.rescued.sum());
    }
}
