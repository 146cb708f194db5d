package io.glassbox.engine.statistics;

/** How saving and loading stand, for INFO and for the gate that keeps commands out while data is loaded. */
public final class PersistenceStatistics {
    /** A time that is not known, or that did not come yet. */
    public static final long NONE = -1;

    private boolean loading;
    private long loadStartedUnix;
    private long loadTotalBytes;
    private long loadUsedBytes;
    private long loadedBytes;
    private long loadedKeys;
    private long expiredKeys;

    private long lastSaveUnix;
    private long lastSaveSeconds = NONE;
    private long saveStartedUnix = NONE;
    private boolean lastSaveSucceeded = true;
    private boolean saveScheduled;
    private long saves;
    private long saveKeysTotal;
    private long saveKeysDone;
    private long copiedBytes;
    private long lastCopiedBytes;
    private long lastWalkCopiedBytes;
    private long mostCopiedBytes;

    public boolean isLoading() {
        return loading;
    }

    public void loadBegins(long unixSeconds, long totalBytes) {
        loading = true;
        loadStartedUnix = unixSeconds;
        loadTotalBytes = totalBytes;
        loadedBytes = 0;
    }

    /** {@code usedBytes}: memory in use by the server that wrote the file. */
    public void loadGoesOn(long bytes, long usedBytes) {
        loadedBytes = bytes;
        loadUsedBytes = usedBytes;
    }

    public void loadEnds(long keys, long expired) {
        loading = false;
        loadedKeys = keys;
        expiredKeys = expired;
    }

    public long loadStartedUnix() {
        return loadStartedUnix;
    }

    public long loadTotalBytes() {
        return loadTotalBytes;
    }

    public long loadUsedBytes() {
        return loadUsedBytes;
    }

    public long loadedBytes() {
        return loadedBytes;
    }

    /** Keys that the last file brought. */
    public long loadedKeys() {
        return loadedKeys;
    }

    /** Keys of the last file whose time had come. */
    public long expiredKeys() {
        return expiredKeys;
    }

    /** Until something is saved, the start counts as the last time. */
    public void startedAt(long unixSeconds) {
        lastSaveUnix = unixSeconds;
    }

    /** A snapshot of so many keys begins, for whatever it is taken. */
    public void walkBegins(long keys) {
        saveKeysTotal = keys;
        saveKeysDone = 0;
        copiedBytes = 0;
    }

    /** {@code copied}: memory taken so far because data changed while it was saved. */
    public void walkGoesOn(long keysDone, long copied) {
        saveKeysDone = keysDone;
        copiedBytes = copied;
        mostCopiedBytes = Math.max(mostCopiedBytes, copied);
    }

    /** It is complete, or came to nothing. */
    public void walkEnds() {
        lastWalkCopiedBytes = copiedBytes;
        walkBegins(0);
    }

    public void saveBegins(long unixSeconds) {
        saveStartedUnix = unixSeconds;
    }

    public void saveEnds(long unixSeconds, boolean succeeded) {
        lastSaveSeconds = Math.max(0, unixSeconds - saveStartedUnix);
        lastCopiedBytes = lastWalkCopiedBytes;
        saveAborted();
        lastSaveSucceeded = succeeded;
        if (succeeded) {
            saved(unixSeconds);
        }
    }

    /** A save came to nothing without having failed. */
    public void saveAborted() {
        saveStartedUnix = NONE;
    }

    /** A snapshot is complete. One that held up everything else and failed is not noted: who asked for it was told. */
    public void saved(long unixSeconds) {
        lastSaveSucceeded = true;
        lastSaveUnix = unixSeconds;
        saves++;
    }

    public boolean isSaving() {
        return saveStartedUnix != NONE;
    }

    public long saveStartedUnix() {
        return saveStartedUnix;
    }

    public long lastSaveUnix() {
        return lastSaveUnix;
    }

    public long lastSaveSeconds() {
        return lastSaveSeconds;
    }

    public boolean lastSaveSucceeded() {
        return lastSaveSucceeded;
    }

    public boolean isSaveScheduled() {
        return saveScheduled;
    }

    public void scheduleSave(boolean on) {
        saveScheduled = on;
    }

    public long saves() {
        return saves;
    }

    public long saveKeysTotal() {
        return saveKeysTotal;
    }

    public long saveKeysDone() {
        return saveKeysDone;
    }

    public long copiedBytes() {
        return copiedBytes;
    }

    /** Memory that the last snapshot took because data changed, whatever it was taken for. */
    public long lastWalkCopiedBytes() {
        return lastWalkCopiedBytes;
    }

    /** The same of the last save. */
    public long lastCopiedBytes() {
        return lastCopiedBytes;
    }

    public long mostCopiedBytes() {
        return mostCopiedBytes;
    }
}
