package io.glassbox.server.wiring;

import io.glassbox.foundation.log.Log;
import io.glassbox.foundation.setting.value.IoTransport;
import io.glassbox.network.transport.NioTransport;
import io.glassbox.network.transport.Transport;
import java.io.IOException;

/** Chooses the transport of a server. */
final class Transports {
    private Transports() {}

    static Transport open(IoTransport wanted, Log log) throws IOException {
        return new NioTransport();
    }
}
