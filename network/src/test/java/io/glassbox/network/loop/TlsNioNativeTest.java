package io.glassbox.network.loop;

class TlsNioNativeTest extends TlsContract {
    TlsNioNativeTest() {
        super(false, 1, "");
    }
}
