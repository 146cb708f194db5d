package io.glassbox.structure.listpack;

import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.text.DecimalInteger;

/** Bytes that many elements are compared with: whether they spell an integer is found out once. */
public final class ListpackNeedle {
    private long address;
    private int length;
    private boolean isNumber;
    private long number;

    /** Takes these bytes, which stay the caller's; returns this. */
    public ListpackNeedle set(ByteView bytes) {
        address = bytes.address();
        length = bytes.length();
        isNumber = DecimalInteger.isInteger(address, length);
        number = isNumber ? DecimalInteger.parse(address, length) : 0;
        return this;
    }

    /** Whether an element shows these bytes. */
    public boolean isAt(long element) {
        return Listpack.isInteger(element)
                ? isNumber && Listpack.integer(element) == number
                : isBytes(Listpack.stringAddress(element), Listpack.stringLength(element));
    }

    public boolean isBytes(long otherAddress, int otherLength) {
        return length == otherLength && Memory.equal(address, otherAddress, length);
    }
}
