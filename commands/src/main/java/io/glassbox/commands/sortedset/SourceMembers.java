package io.glassbox.commands.sortedset;

import io.glassbox.engine.entry.ValueType;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.type.SetValue;
import io.glassbox.engine.type.SortedSetValue;
import io.glassbox.structure.memory.ByteView;

/** What sorted sets are combined from: the members of a sorted set, or those of a set, which all score 1. */
sealed interface SourceMembers {
    /** Those of a key, with one of the keyspace's cursors for values of its type. Throws WRONGTYPE. */
    static SourceMembers read(Keyspace keys, ByteView key, int cursor) {
        return keys.typeOf(key) == ValueType.SET
                ? new OfSet(keys.read(SetValue.KIND, key, cursor))
                : new OfSortedSet(keys.read(SortedSetValue.KIND, key, cursor));
    }

    /** The same members with another cursor. */
    SourceMembers again(Keyspace keys, ByteView key, int cursor);

    long size();

    /** Whether iterating yields them as a sorted set has them: by score, then by bytes. */
    boolean isInOrder();

    /** Begins to iterate; there must be a member. */
    void first();

    boolean next();

    ByteView member();

    /** Of the member that the iteration is at, or that was found last. */
    double score();

    boolean find(ByteView member);

    /** The members of a sorted set. */
    record OfSortedSet(SortedSetValue value) implements SourceMembers {
        @Override
        public SourceMembers again(Keyspace keys, ByteView key, int cursor) {
            return new OfSortedSet(keys.again(SortedSetValue.KIND, key, cursor));
        }

        @Override
        public long size() {
            return value.size();
        }

        @Override
        public boolean isInOrder() {
            return true;
        }

        @Override
        public void first() {
            value.seek(0);
        }

        @Override
        public boolean next() {
            return value.next();
        }

        @Override
        public ByteView member() {
            return value.member();
        }

        @Override
        public double score() {
            return value.score();
        }

        @Override
        public boolean find(ByteView member) {
            return value.find(member);
        }
    }

    /** The members of a set. */
    record OfSet(SetValue value) implements SourceMembers {
        @Override
        public SourceMembers again(Keyspace keys, ByteView key, int cursor) {
            return new OfSet(keys.again(SetValue.KIND, key, cursor));
        }

        @Override
        public long size() {
            return value.size();
        }

        @Override
        public boolean isInOrder() {
            return false;
        }

        @Override
        public void first() {
            value.rewind();
            value.next();
        }

        @Override
        public boolean next() {
            return value.next();
        }

        @Override
        public ByteView member() {
            return value.member().bytes();
        }

        @Override
        public double score() {
            return 1;
        }

        @Override
        public boolean find(ByteView member) {
            return value.contains(member);
        }
    }
}
