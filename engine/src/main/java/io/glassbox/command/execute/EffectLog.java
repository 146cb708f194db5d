package io.glassbox.command.execute;

import io.glassbox.engine.change.Effects;
import io.glassbox.network.protocol.Request;

/** Takes the deterministic effects of commands, for the append-only file and for replicas. */
@FunctionalInterface
public interface EffectLog {
    /** One command changed something: as it was sent, unless {@code effects} says otherwise. Nothing is valid after the call. */
    void append(int database, Request request, Effects effects);
}
