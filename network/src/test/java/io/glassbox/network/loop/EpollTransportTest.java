package io.glassbox.network.loop;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.foundation.time.SystemClock;
import io.glassbox.network.transport.EpollTransport;
import io.glassbox.network.transport.Transport;
import io.glassbox.quality.testkit.RespClient;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class EpollTransportTest extends TransportContract {
    EpollTransportTest() {
        super(1);
    }

    @Test
    void aTurnAllocatesNothing() {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (RespClient client = RespClient.connect(server().port())) {
            for (int round = 0; round < 3; round++) {
                long before = server().onLoop(threads::getCurrentThreadAllocatedBytes);
                for (int i = 0; i < 5_000; i++) {
                    client.send("PING").read();
                }
                long allocated = server().onLoop(threads::getCurrentThreadAllocatedBytes) - before;
                // The first round loads classes; the question itself takes some hundred bytes.
                assertTrue(round == 0 || allocated < 5_000, allocated + " bytes in 5000 turns");
            }
        }
    }

    @Override
    Transport open() throws IOException {
        return new EpollTransport(new SystemClock());
    }
}
