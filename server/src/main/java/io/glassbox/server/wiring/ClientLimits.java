package io.glassbox.server.wiring;

import io.glassbox.foundation.setting.catalogue.NetworkSettings;
import io.glassbox.foundation.setting.value.OutputBufferLimits;

/** The limits of clients as fields, since they are asked on every request or connection; the settings write them. */
final class ClientLimits {
    private int maxClients = 10_000;
    private boolean protectedMode = true;
    private long queryBufferBytes = 1L << 30;
    private long longestArgument = 512L << 20;
    private OutputBufferLimits replyLimits = NetworkSettings.CLIENT_OUTPUT_BUFFER_LIMIT.defaultValue();
    private long queryBufferOverflows;
    private long replyOverflows;

    int maxClients() {
        return maxClients;
    }

    void maxClients(int most) {
        maxClients = most;
    }

    boolean isProtected() {
        return protectedMode;
    }

    void protectedMode(boolean on) {
        protectedMode = on;
    }

    long queryBufferBytes() {
        return queryBufferBytes;
    }

    void queryBufferBytes(long most) {
        queryBufferBytes = most;
    }

    long longestArgument() {
        return longestArgument;
    }

    void longestArgument(long most) {
        longestArgument = most;
    }

    OutputBufferLimits replyLimits() {
        return replyLimits;
    }

    void replyLimits(OutputBufferLimits newLimits) {
        replyLimits = newLimits;
    }

    void countQueryBufferOverflow() {
        queryBufferOverflows++;
    }

    void countReplyOverflow() {
        replyOverflows++;
    }

    void resetCounters() {
        queryBufferOverflows = 0;
        replyOverflows = 0;
    }

    long queryBufferOverflows() {
        return queryBufferOverflows;
    }

    long replyOverflows() {
        return replyOverflows;
    }
}
