package io.glassbox.engine.statistics;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a server counts as a whole. */
public final class ServerStatistics {
    /** Beyond this many different codes, errors are no longer told apart: clients could invent new ones without end. */
    private static final int MOST_ERROR_CODES = 128;

    private long commandsProcessed;
    private long connectionsAccepted;
    private long connectionsRejected;
    private long errorReplies;
    private long peakUsedBytes;
    private int migrateSockets;
    private boolean errorCodesFull;
    private final Map<String, Long> errorsByCode = new LinkedHashMap<>();

    public void commandProcessed() {
        commandsProcessed++;
    }

    public long commandsProcessed() {
        return commandsProcessed;
    }

    public void connectionAccepted() {
        connectionsAccepted++;
    }

    public long connectionsAccepted() {
        return connectionsAccepted;
    }

    public void connectionRejected() {
        connectionsRejected++;
    }

    public long connectionsRejected() {
        return connectionsRejected;
    }

    /** An error reply went out. Returns false at the first one whose code is no longer counted apart. */
    public boolean errorReply(String code) {
        errorReplies++;
        if (errorsByCode.containsKey(code) || (!errorCodesFull && errorsByCode.size() < MOST_ERROR_CODES)) {
            errorsByCode.merge(code, 1L, Long::sum);
            return true;
        }
        boolean first = !errorCodesFull;
        errorCodesFull = true;
        return !first;
    }

    public long errorReplies() {
        return errorReplies;
    }

    /** Error replies by the first word of their text. */
    public Map<String, Long> errorsByCode() {
        return errorsByCode;
    }

    public void usedBytes(long now) {
        peakUsedBytes = Math.max(peakUsedBytes, now);
    }

    public long peakUsedBytes() {
        return peakUsedBytes;
    }

    /** Connections that MIGRATE keeps now. */
    public void migrateSockets(int count) {
        migrateSockets = count;
    }

    public int migrateSockets() {
        return migrateSockets;
    }

    public void reset(long usedBytesNow) {
        commandsProcessed = 0;
        connectionsAccepted = 0;
        connectionsRejected = 0;
        errorReplies = 0;
        errorsByCode.clear();
        errorCodesFull = false;
        peakUsedBytes = usedBytesNow;
    }
}
