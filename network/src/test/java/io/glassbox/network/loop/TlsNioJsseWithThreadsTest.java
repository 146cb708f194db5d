package io.glassbox.network.loop;

class TlsNioJsseWithThreadsTest extends TlsContract {
    TlsNioJsseWithThreadsTest() {
        super(false, 3, ONLY_JSSE);
    }
}
