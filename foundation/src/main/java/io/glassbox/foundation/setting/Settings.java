package io.glassbox.foundation.setting;

/** Provisional. */
public final class Settings {}
