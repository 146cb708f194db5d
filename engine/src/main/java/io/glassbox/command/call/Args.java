package io.glassbox.command.call;

import io.glassbox.network.protocol.Request;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.text.DecimalInteger;

/**
 * The arguments of the running command; 0 is its name. One object per server, positioned on one request after the other.
 *
 * <p>{@link #at} lends one view per position: valid until the handler returns, never to be stored.
 */
public final class Args {
    private static final int INITIAL_VIEWS = 16;

    private Request request = new Request();
    private ByteView[] views = newViews(INITIAL_VIEWS);

    /** Positions on {@code next}; returns this. */
    public Args wrap(Request next) {
        request = next;
        return this;
    }

    public Request request() {
        return request;
    }

    public int count() {
        return request.count();
    }

    public ByteView at(int index) {
        if (index >= views.length) {
            grow(index + 1);
        }
        return views[index].set(request.address(index), request.length(index));
    }

    public int length(int index) {
        return request.length(index);
    }

    /** Whether the argument is this word, in any mixture of cases. */
    public boolean is(int index, String word) {
        return request.length(index) == word.length() && at(index).equalsIgnoreCase(word);
    }

    /** The argument as UTF-8 text; allocates, for the paths that may. */
    public String text(int index) {
        return at(index).toString();
    }

    public byte[] bytes(int index) {
        return at(index).toBytes();
    }

    /** A 64-bit integer in Redis's strict form; throws {@link CommandError#NOT_AN_INTEGER}. */
    public long longAt(int index) {
        return longAt(index, CommandError.NOT_AN_INTEGER);
    }

    public long longAt(int index, CommandError otherwise) {
        long address = request.address(index);
        int length = request.length(index);
        if (!DecimalInteger.isInteger(address, length)) {
            throw otherwise;
        }
        return DecimalInteger.parse(address, length);
    }

    public boolean isLong(int index) {
        return DecimalInteger.isInteger(request.address(index), request.length(index));
    }

    /** An integer within the bounds; throws {@code outside} if it is one but out of them. */
    public long longIn(int index, long least, long most, CommandError outside) {
        long value = longAt(index);
        if (value < least || value > most) {
            throw outside;
        }
        return value;
    }

    /** An integer of which there is a negative one too. */
    public long negatableAt(int index) {
        return longIn(index, -Long.MAX_VALUE, Long.MAX_VALUE, CommandError.NOT_NEGATABLE);
    }

    /** A 32-bit integer. */
    public int intAt(int index) {
        return (int) longIn(index, Integer.MIN_VALUE, Integer.MAX_VALUE, CommandError.NOT_AN_INT);
    }

    /** The same, where out of range is the same error as not a number. */
    public int intAt(int index, CommandError otherwise) {
        long value = longAt(index, otherwise);
        if (value != (int) value) {
            throw otherwise;
        }
        return (int) value;
    }

    private void grow(int needed) {
        ByteView[] grown = newViews(Math.max(needed, views.length * 2));
        System.arraycopy(views, 0, grown, 0, views.length);
        views = grown;
    }

    private static ByteView[] newViews(int count) {
        ByteView[] views = new ByteView[count];
        for (int i = 0; i < count; i++) {
            views[i] = new ByteView();
        }
        return views;
    }
}
