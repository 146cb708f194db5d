package io.glassbox.network.tls;

import io.glassbox.network.protocol.OutgoingStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Opens encrypted connections to other servers, on connections that another one opens. */
public final class TlsDialer implements OutgoingStream.Dialer {
    private final OutgoingStream.Dialer below;
    private @Nullable JdkEngines engines;

    public TlsDialer(OutgoingStream.Dialer below) {
        this.below = below;
    }

    /** Takes this configuration for connections to come; if it cannot be used, the one before stays. */
    public void configure(TlsConfiguration configuration) throws TlsRefused {
        engines = TlsContext.openOutgoing(configuration);
    }

    @Override
    public OutgoingStream dial(String host, int port, long deadlineNanos) throws IOException {
        JdkEngines current = engines;
        if (current == null) {
            throw new IOException("TLS is not configured");
        }
        OutgoingStream plain = below.dial(host, port, deadlineNanos);
        try {
            TlsStream stream = new TlsStream(plain, current.openOutgoing());
            stream.shakeHands(deadlineNanos);
            return stream;
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }
}
