package io.glassbox.network.loop;

import io.glassbox.network.transport.EpollTransport;
import io.glassbox.network.transport.Transport;
import java.io.IOException;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class EpollTransportTest extends TransportContract {
    EpollTransportTest() {
        super(1);
    }

    @Override
    Transport open() throws IOException {
        return new EpollTransport();
    }
}
