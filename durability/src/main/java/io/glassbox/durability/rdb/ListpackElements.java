package io.glassbox.durability.rdb;

import io.glassbox.structure.listpack.Listpack;
import io.glassbox.structure.listpack.ListpackCheck;
import io.glassbox.structure.memory.ByteView;

/** The elements of a listpack. */
final class ListpackElements extends PackedElements {
    private final long[] digits;
    private long following;
    private long current;

    /** {@code digits}: room for two printed integers. */
    ListpackElements(long digits) {
        this.digits = new long[] {digits, digits + Listpack.SCRATCH_BYTES};
    }

    @Override
    String form() {
        return "listpack";
    }

    @Override
    protected int check(long address, int length) {
        if (!ListpackCheck.isValid(address, length)) {
            throw new DamagedRdb("has a damaged listpack");
        }
        following = Listpack.first(address);
        current = 0;
        return Listpack.count(address);
    }

    @Override
    ByteView next(ByteView view) {
        current = following;
        following = Listpack.next(current);
        long scratch = digits[0];
        digits[0] = digits[1];
        digits[1] = scratch;
        return Listpack.view(current, view, scratch);
    }

    /** The address of the element that {@link #next} gave last. */
    long element() {
        return current;
    }
}
