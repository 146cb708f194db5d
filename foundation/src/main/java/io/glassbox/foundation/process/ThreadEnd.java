package io.glassbox.foundation.process;

/** Waits for threads whose work has to be over before what they use is given back. */
public final class ThreadEnd {
    private ThreadEnd() {}

    /** Returns when the thread has ended, whoever interrupts the wait; the interruption is kept for later. */
    public static void await(Thread thread) {
        boolean isInterrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
