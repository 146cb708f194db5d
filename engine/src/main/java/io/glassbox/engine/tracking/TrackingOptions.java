package io.glassbox.engine.tracking;

import java.util.Arrays;
import java.util.List;

/**
 * The options of CLIENT TRACKING ON.
 *
 * @param broadcast whether the client hears of every key with one of its prefixes, whatever it has read
 * @param optIn whether only what it reads after CLIENT CACHING YES is tracked
 * @param optOut whether all is tracked but what it reads after CLIENT CACHING NO
 * @param noLoop whether it does not hear of what it changes itself
 * @param redirect the client that is told in its place; 0 for none
 * @param prefixes for broadcasts; none stands for the empty one, with which all keys begin
 */
public record TrackingOptions(
        boolean broadcast, boolean optIn, boolean optOut, boolean noLoop, long redirect, List<byte[]> prefixes) {
    public static final TrackingOptions NONE = new TrackingOptions(false, false, false, false, 0, List.of());

    /** Whether one of two prefixes begins with the other, so that some keys would be told twice. */
    public static boolean overlap(byte[] one, byte[] other) {
        int different = Arrays.mismatch(one, other);
        return different < 0 || different == Math.min(one.length, other.length);
    }
}
