package io.glassbox.foundation.setting.value;

/** Values of {@code oom-score-adj}: whether the kernel's choice of what to kill is influenced. */
public enum OomScoreAdj {
    NO,
    /** The same as {@link #RELATIVE}, which is kept under this name. */
    YES,
    RELATIVE,
    ABSOLUTE
}
