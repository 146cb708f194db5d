package io.glassbox.foundation.setting.value;

/** Values of {@code propagation-error-behavior}: what follows when a replicated command fails. */
public enum PropagationErrorBehavior {
    IGNORE,
    PANIC,
    PANIC_ON_REPLICAS
}
