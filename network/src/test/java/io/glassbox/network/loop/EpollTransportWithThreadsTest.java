package io.glassbox.network.loop;

import io.glassbox.foundation.time.SystemClock;
import io.glassbox.network.transport.EpollTransport;
import io.glassbox.network.transport.Transport;
import java.io.IOException;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class EpollTransportWithThreadsTest extends TransportContract {
    EpollTransportWithThreadsTest() {
        super(3);
    }

    @Override
    Transport open() throws IOException {
        return new EpollTransport(new SystemClock());
    }
}
