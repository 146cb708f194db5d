package io.glassbox.engine.type;

import io.glassbox.structure.hash.HashTable;

/** A large set: a table of {@link MemberBlock blocks}. */
final class MemberTable extends BlockTable {
    static final int ROOT_BYTES = HashTable.STATE_BYTES;

    MemberTable(TypeContext context) {
        super(context, MemberBlock.FORMAT);
    }

    /** The block of a member, or 0. */
    long find(SetMember member) {
        return table.find(member.hash(), member.bytes());
    }

    /** Adds a member; false if it is there. */
    boolean add(SetMember member) {
        if (find(member) != 0) {
            return false;
        }
        insert(
                member.hash(),
                MemberBlock.allocate(
                        slabs, member.bytes().address(), member.bytes().length()));
        return true;
    }

    /** Removes a member; false if it is not there. */
    boolean remove(SetMember member) {
        long block = table.remove(member.hash(), member.bytes());
        if (block == 0) {
            return false;
        }
        free(block);
        save();
        return true;
    }

    void removeBlock(long block) {
        remove(hashOf(block), block);
    }

    @Override
    long copyOf(long block) {
        return MemberBlock.allocate(slabs, MemberBlock.address(block), MemberBlock.length(block));
    }
}
