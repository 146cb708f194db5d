package io.glassbox.foundation.setting.value;

/** A snapshot is due when {@code seconds} have passed since the last one and at least {@code changes} were made. */
public record SavePoint(long seconds, int changes) {}
