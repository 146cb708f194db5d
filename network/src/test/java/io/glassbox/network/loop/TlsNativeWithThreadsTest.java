package io.glassbox.network.loop;

class TlsNativeWithThreadsTest extends TlsContract {
    TlsNativeWithThreadsTest() {
        super(true, 3, "");
    }
}
