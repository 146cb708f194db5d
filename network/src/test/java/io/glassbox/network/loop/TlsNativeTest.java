package io.glassbox.network.loop;

class TlsNativeTest extends TlsContract {
    TlsNativeTest() {
        super(true, 1, "");
    }
}
