package io.glassbox.network.tls;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/**
 * Makes the engines of connections: what encrypts and decrypts for one of them. Belongs to one configuration; the engines that it has
 * made live on when it is closed. May be used by any thread, one at a time.
 */
interface TlsEngines {
    /** How the log calls the library behind it. */
    String library();

    /** An engine for a connection that a client has opened. */
    SSLEngine open() throws SSLException;

    /** Gives back what an engine holds outside of the Java heap; nothing may be done with it afterwards. */
    void release(SSLEngine engine);

    /** One more will ask for an engine, whether or not the configuration is replaced meanwhile, and {@link #close} then. */
    void retain();

    /** No more engines will be asked for by the one that has made this, or has retained it. */
    void close();
}
