package io.glassbox.command.declare;

import java.util.Locale;

/** What a command does with the keys of one {@link KeySpec}. */
public enum KeyFlag {
    /** Reads the value, changes nothing. */
    RO,
    /** Reads and changes. */
    RW,
    /** Overwrites whatever was there. */
    OW,
    /** Deletes. */
    RM,
    /** Gives the user's data back to the user, in whatever form. */
    ACCESS,
    /** Changes existing data. */
    UPDATE,
    /** Adds without changing what is there. */
    INSERT,
    /** Takes parts away. */
    DELETE,
    /** Not a key, but found in the same way: a channel. */
    NOT_KEY,
    /** This spec does not find all keys. */
    INCOMPLETE,
    /** The flags depend on the arguments of the call. */
    VARIABLE_FLAGS;

    public long bit() {
        return 1L << ordinal();
    }

    /** As COMMAND INFO prints it: the first four in capitals. */
    public String printedName() {
        return ordinal() <= RM.ordinal() ? name() : name().toLowerCase(Locale.ROOT);
    }
}
