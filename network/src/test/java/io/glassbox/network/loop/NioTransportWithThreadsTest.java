package io.glassbox.network.loop;

import io.glassbox.network.transport.NioTransport;
import io.glassbox.network.transport.Transport;
import java.io.IOException;

class NioTransportWithThreadsTest extends TransportContract {
    NioTransportWithThreadsTest() {
        super(3);
    }

    @Override
    Transport open() throws IOException {
        return new NioTransport();
    }
}
