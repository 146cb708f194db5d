package io.glassbox.foundation.setting.value;

/** Values of {@code io-transport}: how sockets are waited for, read and written. */
public enum IoTransport {
    /** The fastest one that works here. */
    AUTO,
    EPOLL,
    NIO
}
