package io.glassbox.network.loop;

import io.glassbox.network.transport.NioTransport;
import io.glassbox.network.transport.Transport;
import java.io.IOException;

class NioTransportTest extends TransportContract {
    NioTransportTest() {
        super(1);
    }

    @Override
    Transport open() throws IOException {
        return new NioTransport();
    }
}
