package io.glassbox.command.gate;

/**
 * What the commands of one run of a script may do, and what they have done. One object per server, used for one run after the
 * other, since no script runs within another.
 */
public final class ScriptRights {
    private boolean readOnly;
    private boolean growing;
    private boolean replayed;
    private boolean wasFull;
    private boolean hasWritten;

    /** Begins a run: with the rights of a script that declares nothing, on a server that has room. */
    public void begin() {
        readOnly = false;
        growing = false;
        replayed = false;
        wasFull = false;
        hasWritten = false;
    }

    /** The script has promised not to write, or was asked not to. */
    public void readOnly(boolean on) {
        readOnly = on;
    }

    public boolean isReadOnly() {
        return readOnly;
    }

    /** The script may take memory although there is none left. */
    public void growing(boolean on) {
        growing = on;
    }

    /** The script comes from a file: it did what it did, whatever the server would say to it now. */
    public void replayed(boolean on) {
        replayed = on;
    }

    public boolean isReplayed() {
        return replayed;
    }

    /** Memory was full before the script began, which is when it is decided. */
    public void wasFull(boolean on) {
        wasFull = on;
    }

    /** Whether a command that may write was run: from then on the script has to come to its end. */
    public boolean hasWritten() {
        return hasWritten;
    }

    void writes() {
        hasWritten = true;
    }

    boolean mayGrow() {
        return growing || replayed || hasWritten || !wasFull;
    }

    /** Whether the server may still say no to a write: a run is not stopped between two of them. */
    boolean mayStopWriting() {
        return !hasWritten && !replayed;
    }
}
