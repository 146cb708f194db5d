package io.glassbox.durability.rdb;

import io.glassbox.structure.memory.ByteView;

/** What an RDB file says, told in its order by {@link RdbParser} to whoever has a use for it. Views are valid during the call. */
public interface RdbContent {
    /** What became of the checksum at the end. */
    enum Checksum {
        MATCHES,
        /** The file was written without one. */
        OFF,
        /** Files of its version have none, or it was not to be looked at. */
        NONE
    }

    /** Keys of this database follow. */
    void database(long index);

    /** How many keys this database has, and how many of them with a due time; nobody vouches for it. */
    void sizes(long keys, long timed);

    /** A note about the file. */
    void field(String name, ByteView value);

    /** The source of a library of functions. */
    void function(ByteView source);

    /** A module has something to say that belongs to no key. */
    void moduleField(String module);

    /** A key of one of the types of {@link RdbType}, with its value, which is read from {@code in} before this returns. */
    void key(int type, ByteView name, KeyFacts facts, RdbInput in);

    /** All of it was read. */
    void end(Checksum checksum);
}
