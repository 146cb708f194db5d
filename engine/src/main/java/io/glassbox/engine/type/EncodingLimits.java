package io.glassbox.engine.type;

import io.glassbox.structure.quicklist.NodeLimits;

/** Up to where a collection keeps its compact form: the settings of the same names, which say what each means. */
public final class EncodingLimits {
    private long hashMaxListpackEntries = 512;
    private long hashMaxListpackValue = 64;
    private final NodeLimits listNodes = new NodeLimits();
    private long setMaxIntsetEntries = 512;
    private long setMaxListpackEntries = 128;
    private long setMaxListpackValue = 64;
    private long zsetMaxListpackEntries = 128;
    private long zsetMaxListpackValue = 64;
    private long streamNodeMaxBytes = 4096;
    private long streamNodeMaxEntries = 100;
    private long streamIdmpDuration = 100;
    private long streamIdmpMaxsize = 100;

    public long hashMaxListpackEntries() {
        return hashMaxListpackEntries;
    }

    public void hashMaxListpackEntries(long most) {
        hashMaxListpackEntries = most;
    }

    public long hashMaxListpackValue() {
        return hashMaxListpackValue;
    }

    public void hashMaxListpackValue(long most) {
        hashMaxListpackValue = most;
    }

    /** How lists divide their elements among nodes. */
    public NodeLimits listNodes() {
        return listNodes;
    }

    public long setMaxIntsetEntries() {
        return setMaxIntsetEntries;
    }

    public void setMaxIntsetEntries(long most) {
        setMaxIntsetEntries = most;
    }

    public long setMaxListpackEntries() {
        return setMaxListpackEntries;
    }

    public void setMaxListpackEntries(long most) {
        setMaxListpackEntries = most;
    }

    public long setMaxListpackValue() {
        return setMaxListpackValue;
    }

    public void setMaxListpackValue(long most) {
        setMaxListpackValue = most;
    }

    public long zsetMaxListpackEntries() {
        return zsetMaxListpackEntries;
    }

    public void zsetMaxListpackEntries(long most) {
        zsetMaxListpackEntries = most;
    }

    public long zsetMaxListpackValue() {
        return zsetMaxListpackValue;
    }

    public void zsetMaxListpackValue(long most) {
        zsetMaxListpackValue = most;
    }

    public long streamNodeMaxBytes() {
        return streamNodeMaxBytes;
    }

    public void streamNodeMaxBytes(long most) {
        streamNodeMaxBytes = most;
    }

    public long streamNodeMaxEntries() {
        return streamNodeMaxEntries;
    }

    public void streamNodeMaxEntries(long most) {
        streamNodeMaxEntries = most;
    }

    /** Seconds for which a new stream keeps the messages of producers. */
    public long streamIdmpDuration() {
        return streamIdmpDuration;
    }

    public void streamIdmpDuration(long seconds) {
        streamIdmpDuration = seconds;
    }

    /** Messages of a producer that a new stream keeps. */
    public long streamIdmpMaxsize() {
        return streamIdmpMaxsize;
    }

    public void streamIdmpMaxsize(long most) {
        streamIdmpMaxsize = most;
    }
}
