package io.glassbox.scripting.script;

import io.glassbox.command.declare.CommandFlag;

/**
 * The flags of one script. A script for EVAL that begins with {@code #!} declares them, even if it has none; one that does not is
 * from the time before, and is judged by each command that it runs.
 */
public record ScriptFlags(int bits, boolean isDeclared) {
    public static final ScriptFlags UNDECLARED = new ScriptFlags(0, false);
    public static final ScriptFlags NONE = new ScriptFlags(0, true);

    private static final long DEPENDING = CommandFlag.STALE.bit()
            | CommandFlag.DENYOOM.bit()
            | CommandFlag.WRITE.bit()
            | CommandFlag.MAY_REPLICATE.bit();

    public ScriptFlags with(ScriptFlag flag) {
        return new ScriptFlags(bits | flag.bit(), isDeclared);
    }

    public boolean has(ScriptFlag flag) {
        return (bits & flag.bit()) != 0;
    }

    /** Whether the script has promised to write nothing. */
    public boolean isReadOnly() {
        return has(ScriptFlag.NO_WRITES);
    }

    /** Whether the script may take memory that is not there; one that writes nothing takes none. */
    public boolean mayGrow() {
        return has(ScriptFlag.ALLOW_OOM) || isReadOnly();
    }

    /** The {@link CommandFlag} bits of a call of this script by a command of those bits. */
    public long ofCall(long commandFlags) {
        if (!isDeclared) {
            return commandFlags;
        }
        long flags = commandFlags & ~DEPENDING;
        if (!mayGrow()) {
            flags |= CommandFlag.DENYOOM.bit();
        }
        if (!isReadOnly()) {
            flags |= CommandFlag.WRITE.bit();
        }
        if (has(ScriptFlag.ALLOW_STALE)) {
            flags |= CommandFlag.STALE.bit();
        }
        return flags;
    }
}
