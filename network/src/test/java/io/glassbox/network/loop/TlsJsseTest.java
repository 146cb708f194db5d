package io.glassbox.network.loop;

class TlsJsseTest extends TlsContract {
    TlsJsseTest() {
        super(true, 1, ONLY_JSSE);
    }
}
