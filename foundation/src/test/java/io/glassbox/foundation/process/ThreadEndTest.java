package io.glassbox.foundation.process;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

final class ThreadEndTest {
    @Test
    void waitThatIsInterruptedGoesOnAndTheInterruptionIsKept() {
        Thread waiting = Thread.currentThread();
        Thread worker = Thread.ofPlatform().start(() -> {
            waiting.interrupt();
            LockSupport.parkNanos(20_000_000);
        });
        ThreadEnd.await(worker);
        assertTrue(Thread.interrupted());
        assertFalse(worker.isAlive());
    }
}
