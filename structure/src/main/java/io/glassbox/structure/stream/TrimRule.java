package io.glassbox.structure.stream;

/** Which entries of a stream are too many, and how exactly that is taken. Set again and again. */
public final class TrimRule {
    private boolean isByLength;
    private long maxLength;
    private final StreamId leastId = new StreamId();
    private boolean wholeNodes;
    private long limit;

    /** All but so many of the last are too many. */
    public TrimRule byLength(long most) {
        isByLength = true;
        maxLength = most;
        return this;
    }

    /** Those below an ID are too many. */
    public TrimRule byId(StreamId least) {
        isByLength = false;
        leastId.set(least);
        return this;
    }

    /** Nothing but nodes goes all of whose entries are too many: cheaper by far. */
    public TrimRule wholeNodes(boolean on) {
        wholeNodes = on;
        return this;
    }

    /** Entries that go at most, unless it is 0; a node that would exceed that is not begun. */
    public TrimRule limit(long most) {
        limit = most;
        return this;
    }

    boolean isWholeNodes() {
        return wholeNodes;
    }

    boolean isLimited(long entries) {
        return limit != 0 && entries > limit;
    }

    /** Whether a stream of so many entries has none too many. */
    boolean allows(long length) {
        return isByLength && length <= maxLength;
    }

    /** Whether {@code entries} from the beginning on, the last with this ID, are too many in a stream of this length. */
    boolean excludes(long length, long entries, StreamId last) {
        return isByLength ? length - entries >= maxLength : last.isBelow(leastId);
    }
}
