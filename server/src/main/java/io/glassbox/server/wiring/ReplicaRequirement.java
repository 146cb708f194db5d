package io.glassbox.server.wiring;

import static io.glassbox.foundation.setting.catalogue.ReplicationSettings.MIN_REPLICAS_MAX_LAG;
import static io.glassbox.foundation.setting.catalogue.ReplicationSettings.MIN_REPLICAS_TO_WRITE;

import io.glassbox.foundation.setting.Settings;

/** {@code min-replicas-to-write} against the replicas that follow: none do, so any requirement at all is unmet. */
final class ReplicaRequirement {
    private int least;
    private int longestLagSeconds;

    /** Follows the settings from here on. */
    void bind(Settings settings) {
        settings.onChange(MIN_REPLICAS_TO_WRITE, count -> least = count);
        settings.onChange(MIN_REPLICAS_MAX_LAG, seconds -> longestLagSeconds = seconds);
        least = settings.get(MIN_REPLICAS_TO_WRITE);
        longestLagSeconds = settings.get(MIN_REPLICAS_MAX_LAG);
    }

    /** A requirement without a lag that counts as following is none. */
    boolean isUnmet() {
        return least > 0 && longestLagSeconds > 0;
    }
}
