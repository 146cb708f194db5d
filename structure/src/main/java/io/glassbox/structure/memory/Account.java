package io.glassbox.structure.memory;

/**
 * What memory is used for, in the figures shown to users.
 *
 * <p>Blocks do not know their account: that would widen every one of them. Whoever owns a structure charges it, with
 * {@link Slabs#charge} or the calls that do both.
 */
public enum Account {
    /** Entries: header, key and small value in one block. */
    KEYS,
    /** Values outside their entry: large strings, nodes of collections. */
    VALUES,
    /** Segments and directories of keyspaces and of large hashes and sets. */
    TABLES,
    /** Input and output of clients. */
    BUFFERS,
    /** The replication backlog. */
    BACKLOG,
    /** Scripts and functions. */
    SCRIPTS,
    /** Everything else. */
    OTHER;

    /** The place of its figure in the books of an allocator; never stored. */
    @SuppressWarnings("EnumOrdinal")
    int index() {
        return ordinal();
    }
}
