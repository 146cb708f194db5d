package io.glassbox.engine.tracking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What one client has asked for with CLIENT TRACKING. Switched on and off through {@link ClientTracking} alone. */
public final class Tracking {
    /** What {@link #redirect} says of a client that does not track. */
    public static final long OFF = -1;

    final TrackingClient client;
    final List<Prefix> prefixes = new ArrayList<>(0);

    /** By which the table of keys knows the client; 0 while it does not track. */
    int number;

    TrackingOptions options = TrackingOptions.NONE;

    private boolean cachingSaid;
    private boolean redirectBroken;

    public Tracking(TrackingClient client) {
        this.client = client;
    }

    public boolean isOn() {
        return number != 0;
    }

    public boolean isBroadcast() {
        return options.broadcast();
    }

    public boolean isOptIn() {
        return options.optIn();
    }

    public boolean isOptOut() {
        return options.optOut();
    }

    public boolean isNoLoop() {
        return options.noLoop();
    }

    /** The id of the client that is told in its place: 0 for none, {@link #OFF} without tracking. */
    public long redirect() {
        return isOn() ? options.redirect() : OFF;
    }

    /** Whether the client that was to be told had gone when there was something to tell. */
    public boolean isRedirectBroken() {
        return redirectBroken;
    }

    /** Prefixes of broadcasts, in the order of their bytes. */
    public List<byte[]> prefixes() {
        List<byte[]> names = new ArrayList<>(prefixes.size());
        for (Prefix prefix : prefixes) {
            names.add(prefix.name.toBytes());
        }
        names.sort(Arrays::compareUnsigned);
        return names;
    }

    /** CLIENT CACHING: the next command is an exception from what is usual with OPTIN or OPTOUT. */
    public void sayCaching(boolean said) {
        cachingSaid = said;
    }

    /** Whether CLIENT CACHING was called for the next command. */
    public boolean isCachingSaid() {
        return cachingSaid;
    }

    /** Whether what the client reads now is to be remembered. */
    public boolean remembersReads() {
        return isOn()
                && !options.broadcast()
                && (!options.optIn() || cachingSaid)
                && (!options.optOut() || !cachingSaid);
    }

    void begin(int newNumber, TrackingOptions newOptions) {
        number = newNumber;
        options = newOptions;
        redirectBroken = false;
    }

    void end() {
        begin(0, TrackingOptions.NONE);
        cachingSaid = false;
    }

    void redirectBroke() {
        redirectBroken = true;
    }
}
