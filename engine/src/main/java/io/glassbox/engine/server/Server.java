package io.glassbox.engine.server;

import io.glassbox.engine.acl.AccessLog;
import io.glassbox.engine.acl.UserFile;
import io.glassbox.engine.acl.Users;
import io.glassbox.engine.channel.Channels;
import io.glassbox.engine.channel.KeyspaceEvents;
import io.glassbox.engine.clock.CommandClock;
import io.glassbox.engine.defragmentation.ActiveDefragmentation;
import io.glassbox.engine.eviction.Eviction;
import io.glassbox.engine.hotkey.HotKeys;
import io.glassbox.engine.info.InfoSections;
import io.glassbox.engine.keyspace.Databases;
import io.glassbox.engine.keyspace.Watches;
import io.glassbox.engine.statistics.CommandLog;
import io.glassbox.engine.statistics.InstantaneousRates;
import io.glassbox.engine.statistics.LatencyMonitor;
import io.glassbox.engine.statistics.LoopStatistics;
import io.glassbox.engine.statistics.NetworkFigures;
import io.glassbox.engine.statistics.PersistenceStatistics;
import io.glassbox.engine.statistics.ServerStatistics;
import io.glassbox.engine.tracking.ClientTracking;
import io.glassbox.foundation.file.WorkingDirectory;
import io.glassbox.foundation.log.Log;
import io.glassbox.foundation.random.RandomSource;
import io.glassbox.foundation.setting.Settings;
import io.glassbox.foundation.setting.catalogue.NetworkSettings;
import io.glassbox.foundation.setting.catalogue.SecuritySettings;
import io.glassbox.foundation.time.Clock;
import io.glassbox.network.protocol.ReplyChunks;
import io.glassbox.structure.memory.Account;
import io.glassbox.structure.memory.Slabs;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One server: everything that belongs to it hangs off this object, so that several live in one JVM. Owned by its engine
 * thread; a handler reaches it through the session that called.
 */
public final class Server implements AutoCloseable {
    /** No setting makes strings longer than this: their lengths are 32-bit numbers, and replies have headers. */
    private static final long LONGEST_STRING = Integer.MAX_VALUE - 1024;

    /** The version whose behaviour is followed: clients switch features on by it. */
    public static final String REDIS_VERSION = "7.0.15";

    private final Settings settings;
    private final RandomSource random;
    private final Log log;
    private final WorkingDirectory directory;
    private final CommandClock clock;
    private final Slabs slabs;
    private final ReplyChunks replyChunks;
    private final Databases databases;
    private final Eviction eviction;
    private final ActiveDefragmentation defragmentation;
    private final Channels channels;
    private final KeyspaceEvents keyspaceEvents;
    private final Watches watches;
    private final KeyWaits keyWaits;
    private final ClientTracking tracking;
    private final HotKeys hotKeys;
    private final Sessions sessions;
    private final ServerStatistics statistics = new ServerStatistics();
    private final PersistenceStatistics persistenceStatistics = new PersistenceStatistics();
    private final Map<CommandLog.Kind, CommandLog> commandLogs = new EnumMap<>(CommandLog.Kind.class);
    private final LoopStatistics loop = new LoopStatistics();
    private final InstantaneousRates rates = new InstantaneousRates(statistics, loop, this::network);
    private final InfoSections info = new InfoSections();
    private final Users users = new Users();
    private final AccessLog accessLog = new AccessLog();
    private final ClientEviction clientEviction = new ClientEviction(this);
    private final Pause pause;
    private final Lending lending = new Lending();
    private final Lifecycle lifecycle = new Lifecycle();
    private final Scripts scripts = new Scripts();
    private final String runId;
    private final long startedNanos;
    private final long usedBytesAtStart;
    private String replicationId;
    private NetworkFigures network = NetworkFigures.none();
    private Persistence persistence = Persistence.none();

    /** What a server is given from outside: the world as it sees it. */
    public record Surroundings(
            Settings settings, Clock clock, RandomSource random, Log log, WorkingDirectory directory) {}

    public Server(Surroundings surroundings, int databaseCount) {
        this(surroundings, databaseCount, Slabs.create());
    }

    /** One with this memory, which it closes in the end. */
    public Server(Surroundings surroundings, int databaseCount, Slabs slabs) {
        this.settings = surroundings.settings();
        this.random = surroundings.random();
        this.log = surroundings.log();
        this.directory = surroundings.directory();
        this.clock = new CommandClock(surroundings.clock());
        this.slabs = slabs;
        this.replyChunks = new ReplyChunks(slabs);
        this.databases = new Databases(databaseCount, slabs, clock, random);
        this.eviction = new Eviction(databases, () -> replyChunks.lentBytes() + slabs.charged(Account.BUFFERS));
        this.defragmentation = new ActiveDefragmentation(
                databases, settings, log, () -> lending.isActive() || persistenceStatistics.isLoading());
        this.channels = new Channels(slabs, replyChunks);
        this.keyspaceEvents = new KeyspaceEvents(channels, slabs, databases.changes());
        this.watches = new Watches(databases, slabs);
        this.keyWaits = new KeyWaits(databases, slabs);
        databases.changes().listen(watches);
        databases.changes().listen(keyWaits);
        databases.changes().listen(keyspaceEvents);
        this.sessions = new Sessions(this);
        users.listen(new UserSessions(sessions));
        this.tracking = new ClientTracking(
                databases.changes(), slabs, replyChunks, databases.types().hashing(), random, sessions::get);
        this.hotKeys = new HotKeys(clock, slabs, databases.types().hashing(), random);
        this.pause = new Pause(this);
        this.runId = random.hexId();
        this.replicationId = random.hexId();
        this.startedNanos = clock.nanos();
        this.usedBytesAtStart = slabs.usedBytes();
        persistenceStatistics.startedAt(clock.unixSeconds());
    }

    public Settings settings() {
        return settings;
    }

    public RandomSource random() {
        return random;
    }

    public Log log() {
        return log;
    }

    /** The directory that relative paths start from: CONFIG SET dir moves it. */
    public WorkingDirectory directory() {
        return directory;
    }

    public CommandClock clock() {
        return clock;
    }

    public Slabs slabs() {
        return slabs;
    }

    /** What keeps memory below {@code maxmemory}. */
    public Eviction eviction() {
        return eviction;
    }

    /** What moves the data together, so that memory goes back to the system. */
    public ActiveDefragmentation defragmentation() {
        return defragmentation;
    }

    public ReplyChunks replyChunks() {
        return replyChunks;
    }

    public Databases databases() {
        return databases;
    }

    public Channels channels() {
        return channels;
    }

    public KeyspaceEvents keyspaceEvents() {
        return keyspaceEvents;
    }

    public Watches watches() {
        return watches;
    }

    /** Sessions that wait for keys. */
    public KeyWaits keyWaits() {
        return keyWaits;
    }

    /** What HOTKEYS counts. */
    public HotKeys hotKeys() {
        return hotKeys;
    }

    /** What clients that keep copies of values are told. */
    public ClientTracking tracking() {
        return tracking;
    }

    public Sessions sessions() {
        return sessions;
    }

    public ServerStatistics statistics() {
        return statistics;
    }

    public PersistenceStatistics persistenceStatistics() {
        return persistenceStatistics;
    }

    public Persistence persistence() {
        return persistence;
    }

    /** Says who saves and loads. */
    public void persistence(Persistence keeper) {
        persistence = keeper;
    }

    public CommandLog commandLog(CommandLog.Kind kind) {
        return commandLogs.computeIfAbsent(kind, _ -> new CommandLog());
    }

    public LatencyMonitor latency() {
        return databases.latency();
    }

    /** Fed by the event loop. */
    public LoopStatistics loop() {
        return loop;
    }

    public InstantaneousRates rates() {
        return rates;
    }

    public NetworkFigures network() {
        return network;
    }

    /** Says who can tell about the network. */
    public void network(NetworkFigures figures) {
        network = figures;
    }

    /** What INFO prints; every part of the server adds its sections. */
    public InfoSections info() {
        return info;
    }

    /** What keeps the memory of clients below {@code maxmemory-clients}. */
    public ClientEviction clientEviction() {
        return clientEviction;
    }

    public Users users() {
        return users;
    }

    /** The file that {@code aclfile} names; null if it names none. */
    public @Nullable UserFile userFile() {
        String name = settings.get(SecuritySettings.ACLFILE);
        return name.isEmpty() ? null : new UserFile(users, directory.files(), directory.resolve(name), name);
    }

    /** Attempts that were refused. */
    public AccessLog accessLog() {
        return accessLog;
    }

    public Pause pause() {
        return pause;
    }

    /** Values that a snapshot reads where they are. */
    public Lending lending() {
        return lending;
    }

    public Lifecycle lifecycle() {
        return lifecycle;
    }

    public Scripts scripts() {
        return scripts;
    }

    /** The most bytes that a command may make a string of: what proto-max-bulk-len says, as far as strings go. */
    public long longestString() {
        return Math.min(settings.get(NetworkSettings.PROTO_MAX_BULK_LEN), LONGEST_STRING);
    }

    /** 40 hexadecimal digits, new at every start. */
    public String runId() {
        return runId;
    }

    /** 40 hexadecimal digits that name the history of this data set. */
    public String replicationId() {
        return replicationId;
    }

    /** Begins another history: no replica can go on where it was. */
    public void changeReplicationId() {
        replicationId = random.hexId();
    }

    public long startedNanos() {
        return startedNanos;
    }

    public long usedBytesAtStart() {
        return usedBytesAtStart;
    }

    @Override
    public void close() {
        eviction.close();
        defragmentation.close();
        databases.close();
        keyWaits.close();
        tracking.close();
        hotKeys.close();
        watches.close();
        keyspaceEvents.close();
        channels.close();
        replyChunks.trim();
        slabs.close();
    }
}
