package io.glassbox.foundation.setting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.foundation.setting.Settings.Shown;
import io.glassbox.foundation.setting.catalogue.EncodingSettings;
import io.glassbox.foundation.setting.catalogue.MemorySettings;
import io.glassbox.foundation.setting.catalogue.NetworkSettings;
import io.glassbox.foundation.setting.catalogue.ObservationSettings;
import io.glassbox.foundation.setting.catalogue.PersistenceSettings;
import io.glassbox.foundation.setting.catalogue.ProcessSettings;
import io.glassbox.foundation.setting.catalogue.ReplicationSettings;
import io.glassbox.foundation.setting.catalogue.TlsSettings;
import io.glassbox.foundation.setting.declare.Setting;
import io.glassbox.foundation.setting.declare.SettingRefused;
import io.glassbox.foundation.setting.value.MaxmemoryPolicy;
import io.glassbox.foundation.setting.value.OutputBufferLimits.Limit;
import io.glassbox.foundation.setting.value.PrimaryAddress;
import io.glassbox.foundation.setting.value.SavePoint;
import io.glassbox.foundation.setting.value.ShutdownOption;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static final ChangeRights RIGHTS = new ChangeRights(false, false);

    private final Settings settings = new Settings();

    private void set(String... pairs) throws ChangeRefused {
        settings.change(changes(pairs), RIGHTS);
    }

    private static List<SettingChange> changes(String... pairs) {
        List<SettingChange> changes = new ArrayList<>();
        for (int i = 0; i < pairs.length; i += 2) {
            changes.add(new SettingChange(pairs[i], pairs[i + 1]));
        }
        return changes;
    }

    private String refusal(String... pairs) {
        return assertThrows(ChangeRefused.class, () -> set(pairs)).error();
    }

    private String shown(String name) {
        return settings.matching(List.of(name)).getFirst().value();
    }

    @Test
    void valuesHaveTheirTypes() throws ChangeRefused {
        set("maxmemory", "3Gb", "maxmemory-policy", "ALLKEYS-lfu", "save", "60 10 3600 1", "maxclients", "77");
        assertEquals(3L << 30, settings.get(MemorySettings.MAXMEMORY));
        assertSame(MaxmemoryPolicy.ALLKEYS_LFU, settings.get(MemorySettings.MAXMEMORY_POLICY));
        assertEquals(List.of(new SavePoint(60, 10), new SavePoint(3600, 1)), settings.get(PersistenceSettings.SAVE));
        assertEquals(77, settings.get(NetworkSettings.MAXCLIENTS));
    }

    @Test
    void aliasesShareOneValue() throws ChangeRefused {
        set("slave-priority", "7");
        assertEquals(7, settings.get(ReplicationSettings.REPLICA_PRIORITY));
        assertEquals(
                List.of(new Shown("replica-priority", "7"), new Shown("slave-priority", "7")),
                settings.matching(List.of("*-priority")));
        set("slave-priority", "1", "replica-priority", "2");
        assertEquals("2", shown("slave-priority"));
    }

    @Test
    void patternsShowWhatIsNotHiddenAndNamesShowAll() {
        assertEquals(List.of(), settings.matching(List.of("key-load*", "rdb-key-[a-z]*", "nosuch")));
        assertEquals(List.of(new Shown("KEY-load-delay", "0")), settings.matching(List.of("KEY-load-delay")));
        assertEquals(List.of(new Shown("timeout", "0")), settings.matching(List.of("TIME?UT", "timeout", "TIMEOUT")));
        assertTrue(settings.matching(List.of("*")).size() > 225);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
                    maxmemory, 1k, 1000
                    maxmemory, 1KB, 1024
                    maxmemory, 10B, 10
                    maxmemory, m, 0
                    maxmemory, 010, 10
                    maxmemory, 18446744073709551615, 18446744073709551615
                    maxmemory, 18446744073709551616, 18446744073709551615
                    maxmemory, 18014398509481985kb, 18446744073709551615
                    maxmemory-clients, 5%, 5%
                    maxmemory-clients, 0%, 0
                    maxmemory-clients, 3mb, 3145728
                    hz, 501, 500
                    hz, 0, 1
                    oom-score-adj, relative, relative
                    shutdown-on-sigint, force now, now force
                    shutdown-on-sigint, default now, now
                    shutdown-on-sigint, default, default
                    client-output-buffer-limit, normal 1mb 2k 3 replica 1 2 3 slave 5 6 7, \
                    normal 1048576 2000 3 slave 5 6 7 pubsub 33554432 8388608 60
                    notify-keyspace-events, KEx, xKE
                    notify-keyspace-events, KEA, AKE
                    notify-keyspace-events, Kmnd, dnKm
                    notify-keyspace-events, g$lshzxetda, A
                    notify-keyspace-events, KhVITS, hKSTIV
                    oom-score-adj-values, -3 20 100, -3 20 100
                    latency-tracking-info-percentiles, 99.999 0 100 12.3456789, 99.999 0 100 12.345679
                    latency-tracking-info-percentiles, ``, ``
                    bind, ``, ``
                    bind, 127.0.0.1 -::1, 127.0.0.1 -::1
                    slowlog-log-slower-than, -1, -1
                    list-max-listpack-size, -6, -6
                    cluster-slot-stats-enabled, cpu mem, cpu mem
                    """)
    void aValueIsShownInItsCanonicalForm(String name, String given, String shown) throws ChangeRefused {
        set(name, given);
        assertEquals(shown, shown(name));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    timeout | 99999999999999 | argument must be between 0 and 2147483647 inclusive
                    timeout | +5 | argument couldn't be parsed into an integer
                    timeout | 05 | argument couldn't be parsed into an integer
                    timeout | -0 | argument couldn't be parsed into an integer
                    slowlog-max-len | 18446744073709551615 | argument couldn't be parsed into an integer
                    slowlog-log-slower-than | -2 | argument must be between -1 and 9223372036854775807 inclusive
                    maxmemory | -5 | argument must be a memory value
                    maxmemory | 10.5mb | argument must be a memory value
                    maxmemory-clients | 99999999999999999999 | argument must be a memory or percent value
                    proto-max-bulk-len | 1 | argument must be between 1048576 and 9223372036854775807 inclusive
                    maxmemory-clients | 101% | percentage argument must be less or equal to 100
                    maxmemory-clients | -5% | argument must be a memory or percent value
                    maxmemory-clients | 05% | argument must be a memory or percent value
                    maxclients | 4294967296 | argument must be between 1 and 4294967295 inclusive
                    appendonly | maybe | argument must be 'yes' or 'no'
                    shutdown-on-sigint | save nosave | shutdown options SAVE and NOSAVE can't be used simultaneously
                    save | 1 2 3 | Invalid save parameters
                    save | 0 1 | Invalid save parameters
                    save | 1 -1 | Invalid save parameters
                    client-output-buffer-limit | foo 1 2 3 | Invalid client class specified in buffer limit configuration.
                    client-output-buffer-limit | normal 1 2 | Wrong number of arguments in buffer limit configuration.
                    client-output-buffer-limit | normal 1x 2 3 | Error in hard, soft or soft_seconds setting in buffer limit configuration.
                    client-output-buffer-limit | normal 1 2 -1 | Error in hard, soft or soft_seconds setting in buffer limit configuration.
                    oom-score-adj-values | 1 2 | wrong number of arguments
                    oom-score-adj-values | 1 2 3000 | Invalid oom-score-adj-values, elements must be between -2000 and 2000.
                    latency-tracking-info-percentiles | 50 -1 | latency-tracking-info-percentiles parameters should sit between [0.0,100.0]
                    bind | a b c d e f g h i j k l m n o p q | Too many bind addresses specified.
                    cluster-announce-hostname | a_b | Hostnames may only contain alphanumeric characters, hyphens or dots
                    proc-title-template | {foo} | template format is invalid or contains unknown variables
                    array-slice-size | 1000 | array-slice-size must be a power of two
                    array-sparse-kmin | 10 | array-sparse-kmin must be less than array-sparse-kmax
                    """)
    void aWrongValueIsRefusedWithItsReason(String name, String given, String reason) {
        String before = shown(name);
        assertEquals(
                "ERR CONFIG SET failed (possibly related to argument '" + name + "') - " + reason,
                refusal(name, given));
        assertEquals(before, shown(name));
    }

    @Test
    void oneRefusalUndoesAllChanges() {
        refusal("timeout", "1", "maxmemory", "x");
        refusal("timeout", "1", "array-sparse-kmin", "100");
        assertEquals(0, settings.get(NetworkSettings.TIMEOUT));
        assertEquals(5, settings.get(EncodingSettings.ARRAY_SPARSE_KMIN));
    }

    @Test
    void theFirstObjectionCounts() {
        assertEquals(
                "ERR Unknown option or number of arguments for CONFIG SET - 'nosuch'",
                refusal("timeout", "1", "nosuch", "2", "maxmemory", "x", "databases", "3"));
        assertEquals(
                "ERR CONFIG SET failed (possibly related to argument 'Databases') - can't set immutable config",
                refusal("Databases", "3", "nosuch", "x"));
        assertEquals(
                "ERR CONFIG SET failed (possibly related to argument 'TIMEOUT') - duplicate parameter",
                refusal("timeout", "1", "TIMEOUT", "1"));
        assertEquals(
                "ERR CONFIG SET failed (possibly related to argument 'dbfilename') - can't set protected config",
                refusal("dbfilename", "x"));
    }

    @Test
    void someSettingsStayWhileDataIsLoaded() throws ChangeRefused {
        ChangeRights loading = new ChangeRights(true, true);
        ChangeRefused refused = assertThrows(
                ChangeRefused.class,
                () -> settings.change(changes("nosuch", "1", "repl-diskless-load", "swapdb"), loading));
        assertEquals("LOADING Redis is loading the dataset in memory", refused.error());
        settings.change(changes("timeout", "3"), loading);
        assertEquals(3, settings.get(NetworkSettings.TIMEOUT));
    }

    @Test
    void listenersHearOfRealChangesOnly() throws ChangeRefused {
        List<Object> heard = new ArrayList<>();
        settings.onChange(NetworkSettings.TIMEOUT, heard::add);
        settings.onChange(TlsSettings.TLS_CERT_FILE, heard::add);
        set("timeout", "0");
        set("timeout", "5", "tls-cert-file", "");
        refusal("timeout", "6", "maxmemory", "x");
        settings.assign(NetworkSettings.TIMEOUT, 5);
        settings.assign(NetworkSettings.TIMEOUT, 8);
        assertEquals(List.of(5, "", 8), heard);
    }

    @Test
    void anApplierRunsOncePerTransactionAndAgainToRestore() throws ChangeRefused {
        List<String> log = new ArrayList<>();
        settings.applyWith(
                () -> log.add("listen " + settings.get(NetworkSettings.PORT) + settings.get(NetworkSettings.BIND)),
                NetworkSettings.PORT,
                NetworkSettings.BIND);
        settings.applyWith(
                () -> {
                    if (settings.get(NetworkSettings.MAXCLIENTS) > 500) {
                        throw new SettingRefused("too many");
                    }
                },
                NetworkSettings.MAXCLIENTS);
        set("bind", "::1", "port", "6379", "maxclients", "400");
        assertEquals(List.of("listen 6379[::1]"), log);
        log.clear();
        set("port", "7", "bind", "::2");
        assertEquals(List.of("listen 7[::2]"), log);
        log.clear();
        assertEquals(
                "ERR CONFIG SET failed (possibly related to argument 'maxclients') - too many",
                refusal("port", "8", "maxclients", "501"));
        assertEquals(List.of("listen 8[::2]", "listen 7[::2]"), log);
        assertEquals(400, settings.get(NetworkSettings.MAXCLIENTS));
    }

    @Test
    void dirMovesTheCurrentDirectory(@TempDir Path given) throws IOException, ChangeRefused {
        Path directory = given.toRealPath();
        ChangeRights rights = new ChangeRights(true, false);
        settings.change(changes("dir", directory.toString()), rights);
        assertEquals(directory.resolve("x"), settings.directory().resolve("x"));
        assertEquals(directory.toString(), shown("dir"));
        settings.change(changes("dir", "./"), rights);
        assertEquals(directory.toString(), shown("dir"));
        ChangeRefused refused =
                assertThrows(ChangeRefused.class, () -> settings.change(changes("dir", "/nonexistent"), rights));
        assertEquals(
                "ERR CONFIG SET failed (possibly related to argument 'dir') - No such file or directory",
                refused.error());
        assertThrows(
                ChangeRefused.class, () -> settings.change(changes("dir", "/", "array-sparse-kmin", "100"), rights));
        assertEquals(directory, settings.directory().path());
        assertEquals(directory.toString(), settings.get(ProcessSettings.DIR));
    }

    @Test
    void extensionsAddTheirOwn() throws ChangeRefused {
        Setting<Integer> own = Setting.integer("myext-limit", 1, 9, 3);
        assertThrows(IllegalArgumentException.class, () -> settings.get(own));
        set("timeout", "5");
        settings.register(List.of(own));
        assertEquals(3, settings.get(own));
        assertEquals(5, settings.get(NetworkSettings.TIMEOUT), "a registration keeps what was set");
        set("myext-limit", "4");
        assertEquals("4", shown("myext-limit"));
        assertThrows(IllegalArgumentException.class, () -> settings.register(List.of(Setting.flag("timeout", true))));
    }

    @Test
    void theStartSetsWhatIsImmutableLater() throws SettingRefused {
        settings.initialize("databases", "4");
        settings.initialize("replicaof", "host", "1234");
        settings.initialize("shutdown-on-sigterm", "force", "now");
        settings.initialize("client-output-buffer-limit", "pubsub", "1", "2", "3");
        assertEquals(4, settings.get(MemorySettings.DATABASES));
        assertEquals(new PrimaryAddress("host", 1234), settings.get(ReplicationSettings.REPLICAOF));
        assertEquals(
                Set.of(ShutdownOption.FORCE, ShutdownOption.NOW), settings.get(ProcessSettings.SHUTDOWN_ON_SIGTERM));
        assertEquals(
                new Limit(1, 2, 3),
                settings.get(NetworkSettings.CLIENT_OUTPUT_BUFFER_LIMIT).pubsub());
        assertThrows(SettingRefused.class, () -> settings.initialize("nosuch", "1"));
        assertThrows(SettingRefused.class, () -> settings.initialize("databases", "0"));
        assertThrows(SettingRefused.class, () -> settings.initialize("databases"));
    }

    @Test
    void othersCanBeTakenOverButForTheDirectory(@TempDir Path directory) throws SettingRefused {
        settings.initialize("databases", "4");
        settings.initialize("dir", directory.toString());
        Settings copy = new Settings();
        copy.takeOver(settings);
        assertEquals(4, copy.get(MemorySettings.DATABASES));
        assertEquals(new Settings().get(ProcessSettings.DIR), copy.get(ProcessSettings.DIR));
        settings.initialize("databases", "5");
        assertEquals(4, copy.get(MemorySettings.DATABASES));
    }

    @Test
    void anUnknownNameIsNotFound() {
        assertNull(settings.find("nosuch"));
        assertSame(ObservationSettings.BUSY_REPLY_THRESHOLD, settings.find("LUA-time-limit"));
    }
}
