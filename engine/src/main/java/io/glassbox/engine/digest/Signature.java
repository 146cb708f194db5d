package io.glassbox.engine.digest;

import io.glassbox.structure.memory.ByteView;

/** Some bytes that stand for data: parts are laid over one another where they have no order, and mixed where they have one. */
abstract sealed class Signature permits Sha1Signature, QuickSignature {
    abstract void clear();

    /** Lays a part over the signature: the order of such parts makes no difference. */
    abstract void lay(ByteView part);

    abstract void lay(Signature part);

    /** Lays over it that something ends at a time. */
    abstract void layDue(String mark, long due);

    /** Lays another signature itself over this one. */
    abstract void cover(Signature other);

    /** Lays a part over the signature and goes on from a digest of both: the order makes a difference. */
    abstract void mix(ByteView part);

    /** The same for a number. */
    abstract void mix(int number);

    /** The same for ASCII characters. */
    abstract void mix(String part);

    /** In hexadecimal digits. */
    @Override
    public abstract String toString();
}
