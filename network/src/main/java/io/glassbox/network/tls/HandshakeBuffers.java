package io.glassbox.network.tls;

import java.nio.ByteBuffer;

/** Room for one step of a handshake: each thread that makes them has its own. */
record HandshakeBuffers(ByteBuffer plain, ByteBuffer records) {
    private static final int BYTES = 64 * 1024;

    HandshakeBuffers() {
        this(ByteBuffer.allocateDirect(BYTES), ByteBuffer.allocateDirect(BYTES));
    }
}
