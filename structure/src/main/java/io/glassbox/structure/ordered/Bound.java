package io.glassbox.structure.ordered;

import io.glassbox.structure.memory.Memory;

/**
 * A place between two elements of the order: everything up to a score, up to a member of a score, or up to a member whatever its
 * score. What searches ask each element is whether it lies before this place; the answer changes once along the order.
 */
public final class Bound {
    private enum Kind {
        SCORE,
        MEMBER,
        ELEMENT
    }

    private Kind kind = Kind.SCORE;
    private boolean inclusive;
    private double score;
    private long address;
    private int length;

    /** Before all elements of this score; behind them if {@code isInclusive}. */
    public Bound ofScore(double newScore, boolean isInclusive) {
        kind = Kind.SCORE;
        score = newScore;
        inclusive = isInclusive;
        return this;
    }

    /** Before this member, or behind it, in an order whose scores are all the same. The bytes must stay where they are. */
    public Bound ofMember(long newAddress, int newLength, boolean isInclusive) {
        kind = Kind.MEMBER;
        address = newAddress;
        length = newLength;
        inclusive = isInclusive;
        return this;
    }

    /** Behind this element, or where it would be. */
    Bound behindElement(double newScore, long newAddress, int newLength) {
        kind = Kind.ELEMENT;
        score = newScore;
        address = newAddress;
        length = newLength;
        inclusive = true;
        return this;
    }

    /** Whether the element lies before this place. */
    public boolean isBehind(double elementScore, long elementAddress, int elementLength) {
        return switch (kind) {
            case SCORE -> isBehindScore(elementScore);
            case MEMBER -> isBehindMember(elementAddress, elementLength);
            case ELEMENT ->
                elementScore < score || elementScore == score && isBehindMember(elementAddress, elementLength);
        };
    }

    /** The same for a member block, which is looked at only if its score does not settle it. */
    boolean isBehind(double elementScore, long block) {
        return switch (kind) {
            case SCORE -> isBehindScore(elementScore);
            case MEMBER -> isBehindMember(MemberBlock.address(block), MemberBlock.length(block));
            case ELEMENT ->
                elementScore < score
                        || elementScore == score
                                && isBehindMember(MemberBlock.address(block), MemberBlock.length(block));
        };
    }

    private boolean isBehindScore(double elementScore) {
        return inclusive ? elementScore <= score : elementScore < score;
    }

    private boolean isBehindMember(long elementAddress, int elementLength) {
        int comparison = Memory.compare(elementAddress, elementLength, address, length);
        return inclusive ? comparison <= 0 : comparison < 0;
    }
}
