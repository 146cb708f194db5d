package io.glassbox.scripting.script;

import io.glassbox.command.call.CommandError;

/** How a run was begun, which decides how it is spoken of and how it is killed. */
public enum ScriptMode {
    EVAL("SCRIPT KILL"),
    FUNCTION("FUNCTION KILL");

    private final String killer;

    ScriptMode(String killer) {
        this.killer = killer;
    }

    /** The command that ends such a run. */
    public String killer() {
        return killer;
    }

    /** What others are told while such a run takes its time. */
    public CommandError busy() {
        return CommandError.of(
                "BUSY Redis is busy running a script. You can only call " + killer + " or SHUTDOWN NOSAVE.");
    }
}
