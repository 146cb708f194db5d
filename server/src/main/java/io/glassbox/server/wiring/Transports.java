package io.glassbox.server.wiring;

import io.glassbox.foundation.log.Log;
import io.glassbox.foundation.setting.value.IoTransport;
import io.glassbox.foundation.time.Clock;
import io.glassbox.network.transport.EpollTransport;
import io.glassbox.network.transport.NioTransport;
import io.glassbox.network.transport.Transport;
import java.io.IOException;

/** Chooses the transport of a server. */
final class Transports {
    private Transports() {}

    static Transport open(IoTransport wanted, Clock clock, Log log) throws IOException {
        if (wanted == IoTransport.NIO) {
            return new NioTransport();
        }
        if (EpollTransport.isSupported()) {
            try {
                return new EpollTransport(clock);
            } catch (IOException | RuntimeException e) {
                log.warning("The epoll transport does not work here (" + e.getMessage() + "), going on with nio.");
                return new NioTransport();
            }
        }
        if (wanted == IoTransport.EPOLL) {
            log.warning("There is no epoll transport for this system, going on with nio.");
        }
        return new NioTransport();
    }
}
