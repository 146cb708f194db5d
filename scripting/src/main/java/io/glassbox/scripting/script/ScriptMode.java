package io.glassbox.scripting.script;

import io.glassbox.command.call.CommandError;

/** How a run was begun, which decides how it is spoken of and how it is killed. */
public enum ScriptMode {
    EVAL("SCRIPT KILL"),
    FUNCTION("FUNCTION KILL");

    private final String killer;
    private final CommandError busy;

    ScriptMode(String killer) {
        this.killer = killer;
        this.busy = CommandError.of(
                "BUSY Redis is busy running a script. You can only call " + killer + " or SHUTDOWN NOSAVE.");
    }

    /** The command that ends such a run. */
    public String killer() {
        return killer;
    }

    /** What others are told while such a run takes its time. */
    public CommandError busy() {
        return busy;
    }
}
