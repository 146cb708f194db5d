package io.glassbox.quality.fuzz;

/** What a run did. Written by the thread that makes requests. */
@SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes, others only look
final class Figures {
    volatile long answered;
    volatile long sentBytes;
    volatile long connections;
    volatile long damagedBursts;
    volatile long abandonedBursts;
    volatile long closedByServer;
    volatile long rescued;

    /** Takes in those of another run. */
    void add(Figures other) {
        answered += other.answered;
        sentBytes += other.sentBytes;
        connections += other.connections;
        damagedBursts += other.damagedBursts;
        abandonedBursts += other.abandonedBursts;
        closedByServer += other.closedByServer;
        rescued += other.rescued;
    }
}
