package io.glassbox.foundation.setting.value;

/** Values of {@code cluster-slot-stats-enabled}; several may be combined. */
public enum SlotStatistics {
    NO,
    /** All of them. */
    YES,
    CPU,
    NET,
    MEM
}
