package io.glassbox.engine.type;

import io.glassbox.structure.hash.SipHash;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.text.DecimalInteger;

/**
 * A member of a set as it is handed from one set to another: a number or bytes, whichever it was made from. What else somebody
 * asks for is found out once, so that a member that is looked up in ten tables is hashed once. A view: valid as long as the bytes
 * that it was set on.
 */
public final class SetMember {
    private final SipHash hashing;
    private final long scratch;
    private final ByteView bytes = new ByteView();
    private boolean isNumberKnown;
    private boolean isNumber;
    private boolean isPrinted;
    private boolean isHashed;
    private long number;
    private long hash;

    SetMember(TypeContext context) {
        this.hashing = context.hashing();
        this.scratch = context.scratch(DecimalInteger.MAX_LENGTH);
    }

    SetMember set(ByteView text) {
        return set(text.address(), text.length());
    }

    SetMember set(long address, int length) {
        bytes.set(address, length);
        isPrinted = true;
        isNumberKnown = false;
        isHashed = false;
        return this;
    }

    SetMember set(long newNumber) {
        number = newNumber;
        isNumber = true;
        isNumberKnown = true;
        isPrinted = false;
        isHashed = false;
        return this;
    }

    /** Whether the bytes are the one spelling of a 64-bit number. */
    public boolean isNumber() {
        if (!isNumberKnown) {
            isNumber = DecimalInteger.isInteger(bytes);
            isNumberKnown = true;
            number = isNumber ? DecimalInteger.parse(bytes) : 0;
        }
        return isNumber;
    }

    /** The number; only if {@link #isNumber}. */
    public long number() {
        return number;
    }

    public ByteView bytes() {
        if (!isPrinted) {
            bytes.set(scratch, (int) (DecimalInteger.write(scratch, number) - scratch));
            isPrinted = true;
        }
        return bytes;
    }

    long hash() {
        if (!isHashed) {
            hash = hashing.hash(bytes());
            isHashed = true;
        }
        return hash;
    }
}
