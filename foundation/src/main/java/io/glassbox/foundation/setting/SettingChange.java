package io.glassbox.foundation.setting;

/** One pair of {@code CONFIG SET}. */
public record SettingChange(String name, String value) {}
