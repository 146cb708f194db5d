package io.glassbox.engine.server;

import io.glassbox.command.call.CommandError;
import io.glassbox.engine.statistics.ScriptFigures;
import org.jspecify.annotations.Nullable;

/** What the rest of a server has to know of the scripts that run in it. */
public final class Scripts {
    private @Nullable CommandError busyRefusal;
    private boolean denying = true;
    private ScriptFigures figures = ScriptFigures.none();
    private Functions functions = Functions.none();

    Scripts() {}

    /** What clients are told that ask for more than the end of a script that takes its time; null while none does. */
    public @Nullable CommandError busyRefusal() {
        return busyRefusal;
    }

    /** A script has begun to keep others waiting, or null: no longer. */
    public void busy(@Nullable CommandError refusal) {
        busyRefusal = refusal;
    }

    /** Whether commands are kept from scripts that make no sense in them; only tests want it otherwise. */
    public boolean isDenying() {
        return denying;
    }

    public void deny(boolean on) {
        denying = on;
    }

    /** What INFO tells of scripts. */
    public ScriptFigures figures() {
        return figures;
    }

    /** The libraries of functions, which belong to the data. */
    public Functions functions() {
        return functions;
    }

    /** Says who runs scripts and keeps functions. */
    public void runBy(ScriptFigures whoCounts, Functions whoKeeps) {
        figures = whoCounts;
        functions = whoKeeps;
    }
}
