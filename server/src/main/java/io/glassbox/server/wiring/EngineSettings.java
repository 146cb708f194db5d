package io.glassbox.server.wiring;

import static io.glassbox.foundation.setting.catalogue.EncodingSettings.HASH_MAX_LISTPACK_ENTRIES;
import static io.glassbox.foundation.setting.catalogue.EncodingSettings.HASH_MAX_LISTPACK_VALUE;
import static io.glassbox.foundation.setting.catalogue.EncodingSettings.LIST_COMPRESS_DEPTH;
import static io.glassbox.foundation.setting.catalogue.EncodingSettings.LIST_MAX_LISTPACK_SIZE;
import static io.glassbox.foundation.setting.catalogue.EncodingSettings.SET_MAX_INTSET_ENTRIES;
import static io.glassbox.foundation.setting.catalogue.EncodingSettings.SET_MAX_LISTPACK_ENTRIES;
import static io.glassbox.foundation.setting.catalogue.EncodingSettings.SET_MAX_LISTPACK_VALUE;
import static io.glassbox.foundation.setting.catalogue.EncodingSettings.STREAM_IDMP_DURATION;
import static io.glassbox.foundation.setting.catalogue.EncodingSettings.STREAM_IDMP_MAXSIZE;
import static io.glassbox.foundation.setting.catalogue.EncodingSettings.STREAM_NODE_MAX_BYTES;
import static io.glassbox.foundation.setting.catalogue.EncodingSettings.STREAM_NODE_MAX_ENTRIES;
import static io.glassbox.foundation.setting.catalogue.EncodingSettings.ZSET_MAX_LISTPACK_ENTRIES;
import static io.glassbox.foundation.setting.catalogue.EncodingSettings.ZSET_MAX_LISTPACK_VALUE;
import static io.glassbox.foundation.setting.catalogue.MemorySettings.LAZYFREE_LAZY_EVICTION;
import static io.glassbox.foundation.setting.catalogue.MemorySettings.LAZYFREE_LAZY_EXPIRE;
import static io.glassbox.foundation.setting.catalogue.MemorySettings.LAZYFREE_LAZY_SERVER_DEL;
import static io.glassbox.foundation.setting.catalogue.MemorySettings.LAZYFREE_LAZY_USER_DEL;
import static io.glassbox.foundation.setting.catalogue.MemorySettings.LAZYFREE_LAZY_USER_FLUSH;
import static io.glassbox.foundation.setting.catalogue.MemorySettings.LFU_DECAY_TIME;
import static io.glassbox.foundation.setting.catalogue.MemorySettings.LFU_LOG_FACTOR;
import static io.glassbox.foundation.setting.catalogue.MemorySettings.MAXMEMORY;
import static io.glassbox.foundation.setting.catalogue.MemorySettings.MAXMEMORY_CLIENTS;
import static io.glassbox.foundation.setting.catalogue.MemorySettings.MAXMEMORY_EVICTION_TENACITY;
import static io.glassbox.foundation.setting.catalogue.MemorySettings.MAXMEMORY_POLICY;
import static io.glassbox.foundation.setting.catalogue.MemorySettings.MAXMEMORY_SAMPLES;
import static io.glassbox.foundation.setting.catalogue.MemorySettings.TRACKING_TABLE_MAX_KEYS;
import static io.glassbox.foundation.setting.catalogue.NetworkSettings.CLIENT_OUTPUT_BUFFER_LIMIT;
import static io.glassbox.foundation.setting.catalogue.NetworkSettings.CLIENT_QUERY_BUFFER_LIMIT;
import static io.glassbox.foundation.setting.catalogue.NetworkSettings.MAXCLIENTS;
import static io.glassbox.foundation.setting.catalogue.NetworkSettings.PROTECTED_MODE;
import static io.glassbox.foundation.setting.catalogue.NetworkSettings.PROTO_MAX_BULK_LEN;
import static io.glassbox.foundation.setting.catalogue.NetworkSettings.TIMEOUT;
import static io.glassbox.foundation.setting.catalogue.ObservationSettings.COMMANDLOG_LARGE_REPLY_MAX_LEN;
import static io.glassbox.foundation.setting.catalogue.ObservationSettings.COMMANDLOG_LARGE_REQUEST_MAX_LEN;
import static io.glassbox.foundation.setting.catalogue.ObservationSettings.COMMANDLOG_REPLY_LARGER_THAN;
import static io.glassbox.foundation.setting.catalogue.ObservationSettings.COMMANDLOG_REQUEST_LARGER_THAN;
import static io.glassbox.foundation.setting.catalogue.ObservationSettings.LATENCY_MONITOR_THRESHOLD;
import static io.glassbox.foundation.setting.catalogue.ObservationSettings.LATENCY_TRACKING;
import static io.glassbox.foundation.setting.catalogue.ObservationSettings.NOTIFY_KEYSPACE_EVENTS;
import static io.glassbox.foundation.setting.catalogue.ObservationSettings.SLOWLOG_ENTRY_MAX_ARGC;
import static io.glassbox.foundation.setting.catalogue.ObservationSettings.SLOWLOG_ENTRY_MAX_STRING_LEN;
import static io.glassbox.foundation.setting.catalogue.ObservationSettings.SLOWLOG_LOG_SLOWER_THAN;
import static io.glassbox.foundation.setting.catalogue.ObservationSettings.SLOWLOG_MAX_LEN;
import static io.glassbox.foundation.setting.catalogue.ProcessSettings.HZ;
import static io.glassbox.foundation.setting.catalogue.ProcessSettings.LOGLEVEL;
import static io.glassbox.foundation.setting.catalogue.SecuritySettings.ACLLOG_MAX_LEN;
import static io.glassbox.foundation.setting.catalogue.SecuritySettings.ACL_PUBSUB_DEFAULT;
import static io.glassbox.foundation.setting.catalogue.SecuritySettings.REQUIREPASS;

import io.glassbox.command.execute.CallWatch;
import io.glassbox.engine.change.EventClass;
import io.glassbox.engine.keyspace.LazyFreeing;
import io.glassbox.engine.server.Server;
import io.glassbox.engine.statistics.CommandLog.Kind;
import io.glassbox.engine.type.EncodingLimits;
import io.glassbox.foundation.setting.Settings;
import io.glassbox.foundation.setting.declare.Setting;
import io.glassbox.foundation.setting.value.AclPubsubDefault;
import io.glassbox.foundation.setting.value.MaxmemoryPolicy;
import java.util.function.Consumer;

/** Carries the settings into the parts that keep them as fields: once at the start, and whenever they change. */
final class EngineSettings {
    private final Server server;
    private final Settings settings;

    EngineSettings(Server server) {
        this.server = server;
        this.settings = server.settings();
    }

    void bind(CallWatch calls, ClientLimits limits, EngineTurns turns) {
        bindData();
        follow(LOGLEVEL, server.log()::setLevel);
        follow(
                ACL_PUBSUB_DEFAULT,
                channels -> server.users().giveAllChannels(channels == AclPubsubDefault.ALLCHANNELS));
        follow(REQUIREPASS, server.users()::requirePassword);
        follow(ACLLOG_MAX_LEN, server.accessLog()::limit);
        follow(NOTIFY_KEYSPACE_EVENTS, events -> server.keyspaceEvents().select(EventClass.bits(events.letters())));
        follow(SLOWLOG_LOG_SLOWER_THAN, calls::slowFrom);
        follow(LATENCY_MONITOR_THRESHOLD, calls::spikeFrom);
        follow(LATENCY_TRACKING, calls::track);
        follow(COMMANDLOG_REQUEST_LARGER_THAN, calls::largeRequestFrom);
        follow(COMMANDLOG_REPLY_LARGER_THAN, calls::largeReplyFrom);
        followCommandLogs();
        follow(MAXMEMORY_CLIENTS, limit -> limitClients());
        follow(TRACKING_TABLE_MAX_KEYS, server.tracking()::rememberAtMost);
        follow(MAXCLIENTS, most -> limits.maxClients(Math.toIntExact(Math.min(most, Integer.MAX_VALUE))));
        follow(PROTECTED_MODE, limits::protectedMode);
        follow(CLIENT_QUERY_BUFFER_LIMIT, limits::queryBufferBytes);
        follow(PROTO_MAX_BULK_LEN, limits::longestArgument);
        follow(CLIENT_OUTPUT_BUFFER_LIMIT, limits::replyLimits);
        follow(TIMEOUT, turns::closeIdleAfter);
        follow(HZ, turns::cronsPerSecond);
    }

    /** What decides how the data is kept, and how much of it. */
    void bindData() {
        follow(MAXMEMORY_POLICY, this::measureAccess);
        follow(MAXMEMORY, this::limitMemory);
        follow(MAXMEMORY_SAMPLES, server.eviction()::sample);
        follow(MAXMEMORY_EVICTION_TENACITY, server.eviction()::beTenacious);
        follow(LFU_LOG_FACTOR, factor -> tuneFrequency());
        follow(LFU_DECAY_TIME, minutes -> tuneFrequency());
        LazyFreeing lazyFreeing = server.databases().lazyFreeing();
        follow(LAZYFREE_LAZY_EXPIRE, lazyFreeing::ofExpiry);
        follow(LAZYFREE_LAZY_EVICTION, lazyFreeing::ofEviction);
        follow(LAZYFREE_LAZY_SERVER_DEL, lazyFreeing::ofOverwrites);
        follow(LAZYFREE_LAZY_USER_DEL, lazyFreeing::ofUserDeletes);
        follow(LAZYFREE_LAZY_USER_FLUSH, lazyFreeing::ofUserFlushes);
        followEncodings(server.databases().types().limits());
    }

    private void followCommandLogs() {
        follow(SLOWLOG_MAX_LEN, server.commandLog(Kind.SLOW)::limitCalls);
        follow(COMMANDLOG_LARGE_REQUEST_MAX_LEN, server.commandLog(Kind.LARGE_REQUEST)::limitCalls);
        follow(COMMANDLOG_LARGE_REPLY_MAX_LEN, server.commandLog(Kind.LARGE_REPLY)::limitCalls);
        follow(SLOWLOG_ENTRY_MAX_ARGC, most -> limitCommandLogDetail());
        follow(SLOWLOG_ENTRY_MAX_STRING_LEN, most -> limitCommandLogDetail());
    }

    private void followEncodings(EncodingLimits limits) {
        follow(HASH_MAX_LISTPACK_ENTRIES, limits::hashMaxListpackEntries);
        follow(HASH_MAX_LISTPACK_VALUE, limits::hashMaxListpackValue);
        follow(LIST_MAX_LISTPACK_SIZE, limits.listNodes()::fill);
        follow(LIST_COMPRESS_DEPTH, limits.listNodes()::compressDepth);
        follow(SET_MAX_INTSET_ENTRIES, limits::setMaxIntsetEntries);
        follow(SET_MAX_LISTPACK_ENTRIES, limits::setMaxListpackEntries);
        follow(SET_MAX_LISTPACK_VALUE, limits::setMaxListpackValue);
        follow(ZSET_MAX_LISTPACK_ENTRIES, limits::zsetMaxListpackEntries);
        follow(ZSET_MAX_LISTPACK_VALUE, limits::zsetMaxListpackValue);
        follow(STREAM_NODE_MAX_BYTES, limits::streamNodeMaxBytes);
        follow(STREAM_NODE_MAX_ENTRIES, limits::streamNodeMaxEntries);
        follow(STREAM_IDMP_DURATION, limits::streamIdmpDuration);
        follow(STREAM_IDMP_MAXSIZE, limits::streamIdmpMaxsize);
    }

    private <T> void follow(Setting<T> setting, Consumer<? super T> target) {
        settings.onChange(setting, target);
        target.accept(settings.get(setting));
    }

    private void limitCommandLogDetail() {
        int arguments = settings.get(SLOWLOG_ENTRY_MAX_ARGC);
        int bytes = settings.get(SLOWLOG_ENTRY_MAX_STRING_LEN);
        for (Kind kind : Kind.values()) {
            server.commandLog(kind).limitDetail(arguments, bytes);
        }
    }

    private void measureAccess(MaxmemoryPolicy policy) {
        String name = policy.name();
        server.databases().access().measure(name.endsWith("LFU"), name.endsWith("LRM"));
        server.eviction().policy(policy);
        guideEviction();
    }

    private void limitMemory(long limit) {
        long used = server.slabs().usedBytes();
        if (limit != 0 && Long.compareUnsigned(limit, used) < 0) {
            server.log()
                    .warning("WARNING: the new maxmemory value set via CONFIG SET (" + Long.toUnsignedString(limit)
                            + ") is smaller than the current memory usage (" + used
                            + "). This will result in key eviction and/or the inability to accept new write commands depending on"
                            + " the maxmemory-policy.");
        }
        guideEviction();
        server.eviction().limit(limit);
        limitClients();
    }

    private void limitClients() {
        server.clientEviction().limit(settings.get(MAXMEMORY_CLIENTS), settings.get(MAXMEMORY));
    }

    /** Without a limit nothing is evicted, whatever the policy. */
    private void guideEviction() {
        boolean goesByUse = switch (settings.get(MAXMEMORY_POLICY)) {
            case VOLATILE_LRU, VOLATILE_LFU, VOLATILE_LRM, ALLKEYS_LRU, ALLKEYS_LFU, ALLKEYS_LRM -> true;
            case VOLATILE_RANDOM, VOLATILE_TTL, ALLKEYS_RANDOM, NOEVICTION -> false;
        };
        server.databases().access().guideEviction(goesByUse && settings.get(MAXMEMORY) != 0);
    }

    private void tuneFrequency() {
        server.databases().access().tuneFrequency(settings.get(LFU_LOG_FACTOR), settings.get(LFU_DECAY_TIME));
    }
}
