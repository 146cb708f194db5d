package io.glassbox.foundation.setting.catalogue;

import static io.glassbox.foundation.setting.declare.Setting.events;
import static io.glassbox.foundation.setting.declare.Setting.flag;
import static io.glassbox.foundation.setting.declare.Setting.integer;
import static io.glassbox.foundation.setting.declare.Setting.number;
import static io.glassbox.foundation.setting.declare.Setting.percentiles;

import io.glassbox.foundation.setting.declare.Setting;
import io.glassbox.foundation.setting.value.NotifiedEvents;
import java.util.List;

/** What the server tells about itself, and scripts. */
public final class ObservationSettings {
    /** Microseconds from which a command is slow; -1 is never. */
    public static final Setting<Long> SLOWLOG_LOG_SLOWER_THAN =
            number("slowlog-log-slower-than", -1, Long.MAX_VALUE, 10_000).alias("commandlog-execution-slower-than");

    /** Entries of the slow log. */
    public static final Setting<Long> SLOWLOG_MAX_LEN =
            number("slowlog-max-len", 0, Long.MAX_VALUE, 128).alias("commandlog-slow-execution-max-len");

    /** Arguments of a command that the slow log keeps. */
    public static final Setting<Integer> SLOWLOG_ENTRY_MAX_ARGC =
            integer("slowlog-entry-max-argc", 2, Integer.MAX_VALUE, 32);

    /** Bytes of an argument that the slow log keeps. */
    public static final Setting<Integer> SLOWLOG_ENTRY_MAX_STRING_LEN =
            integer("slowlog-entry-max-string-len", 1, Integer.MAX_VALUE, 128);

    /** Bytes of its arguments from which a command is a large request; -1 is never. */
    public static final Setting<Long> COMMANDLOG_REQUEST_LARGER_THAN =
            number("commandlog-request-larger-than", -1, Long.MAX_VALUE, 1 << 20);

    /** Entries of the log of large requests. */
    public static final Setting<Long> COMMANDLOG_LARGE_REQUEST_MAX_LEN =
            number("commandlog-large-request-max-len", 0, Long.MAX_VALUE, 128);

    /** Bytes of its reply from which a command has a large one; -1 is never. */
    public static final Setting<Long> COMMANDLOG_REPLY_LARGER_THAN =
            number("commandlog-reply-larger-than", -1, Long.MAX_VALUE, 1 << 20);

    /** Entries of the log of large replies. */
    public static final Setting<Long> COMMANDLOG_LARGE_REPLY_MAX_LEN =
            number("commandlog-large-reply-max-len", 0, Long.MAX_VALUE, 128);

    /** Milliseconds from which an event is a latency spike; 0 is never. */
    public static final Setting<Long> LATENCY_MONITOR_THRESHOLD =
            number("latency-monitor-threshold", 0, Long.MAX_VALUE, 0);

    /** Whether the latency of each command is counted. */
    public static final Setting<Boolean> LATENCY_TRACKING = flag("latency-tracking", true);

    /** The percentiles that INFO shows. */
    public static final Setting<List<Double>> LATENCY_TRACKING_INFO_PERCENTILES =
            percentiles("latency-tracking-info-percentiles", List.of(50.0, 99.0, 99.9));

    /** The keyspace events that are published. */
    public static final Setting<NotifiedEvents> NOTIFY_KEYSPACE_EVENTS = events("notify-keyspace-events");

    /** Milliseconds after which a script counts as busy. */
    public static final Setting<Long> BUSY_REPLY_THRESHOLD =
            number("busy-reply-threshold", 0, Long.MAX_VALUE, 5_000).alias("lua-time-limit");

    /** Whether scripts see the parts of the API that were taken away. */
    public static final Setting<Boolean> LUA_ENABLE_DEPRECATED_API =
            flag("lua-enable-deprecated-api", false).immutable().hidden();

    /** All of them. */
    public static final List<Setting<?>> ALL = List.of(
            SLOWLOG_LOG_SLOWER_THAN,
            SLOWLOG_MAX_LEN,
            SLOWLOG_ENTRY_MAX_ARGC,
            SLOWLOG_ENTRY_MAX_STRING_LEN,
            COMMANDLOG_REQUEST_LARGER_THAN,
            COMMANDLOG_LARGE_REQUEST_MAX_LEN,
            COMMANDLOG_REPLY_LARGER_THAN,
            COMMANDLOG_LARGE_REPLY_MAX_LEN,
            LATENCY_MONITOR_THRESHOLD,
            LATENCY_TRACKING,
            LATENCY_TRACKING_INFO_PERCENTILES,
            NOTIFY_KEYSPACE_EVENTS,
            BUSY_REPLY_THRESHOLD,
            LUA_ENABLE_DEPRECATED_API);

    private ObservationSettings() {}
}
