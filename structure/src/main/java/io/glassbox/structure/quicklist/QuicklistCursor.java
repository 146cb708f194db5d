package io.glassbox.structure.quicklist;

import io.glassbox.structure.listpack.Listpack;
import io.glassbox.structure.listpack.ListpackNeedle;
import io.glassbox.structure.memory.ByteView;

/** Walks over the elements of a {@link Quicklist}, in either direction; of no use any more once the list has changed. */
public final class QuicklistCursor {
    private final Quicklist list;
    private final NodePath path = new NodePath();
    private final long digits;
    private long content;
    private boolean isPlain;
    private boolean forward;
    private long element;

    /** {@code digits} is where integers are printed: {@link Listpack#SCRATCH_BYTES} of memory. */
    public QuicklistCursor(Quicklist list, long digits) {
        this.list = list;
        this.digits = digits;
    }

    /** Positions on the element at an index, which exists. */
    public void seek(long index, boolean goesForward) {
        forward = goesForward;
        int within = (int) list.tree.seek(path, index);
        enter();
        element = isPlain ? content : Listpack.seek(content, within);
    }

    /** Goes on to the next element in the direction; false if there is none. */
    public boolean next() {
        if (!isPlain) {
            element = forward ? Listpack.next(element) : Listpack.previous(content, element);
            if (element != 0) {
                return true;
            }
        }
        if (!list.tree.step(path, forward)) {
            return false;
        }
        enter();
        element = isPlain ? content : forward ? Listpack.first(content) : Listpack.last(content);
        return true;
    }

    /** Sets {@code view} on the element; valid until the next one or the next change. */
    public ByteView view(ByteView view) {
        return isPlain ? view.set(content, plainLength()) : Listpack.view(element, view, digits);
    }

    public boolean is(ListpackNeedle needle) {
        return isPlain ? needle.isBytes(content, plainLength()) : needle.isAt(element);
    }

    private void enter() {
        content = list.room.readable(path.node);
        isPlain = ListNode.isPlain(path.node);
    }

    private int plainLength() {
        return list.room.on(path).rawLength();
    }
}
