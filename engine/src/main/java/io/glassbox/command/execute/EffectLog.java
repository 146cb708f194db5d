package io.glassbox.command.execute;

import io.glassbox.engine.change.Effects;
import io.glassbox.network.protocol.Request;
import java.util.List;

/** Takes the deterministic effects of commands, for the append-only file and for replicas. Nothing is valid after a call. */
public interface EffectLog {
    /**
     * One command changed something: as it was sent, unless {@code effects} says otherwise. Keys that it found expired come
     * first, and all of it takes effect as a whole.
     */
    void append(int database, Request request, Effects effects);

    /** Keys went because their time had come, between two commands: each for itself. */
    void appendDeletions(List<Effects.Effect> deletions);

    /** What is appended until {@link #end} has to take effect as a whole: EXEC. One command alone needs no frame. */
    void begin();

    void end();
}
