package io.glassbox.foundation.setting;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.foundation.setting.Settings.Shown;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Compares defaults and error texts of all settings with what redis-server 7.0.15 answered. */
class RedisSettingsTest {
    private static final ChangeRights ALL_RIGHTS = new ChangeRights(true, false);

    /** Where we follow later versions, or what is refused depends on the machine. */
    private static final Set<String> OTHERWISE = Set.of(
            // later versions: immutable cpulists kept, limits and words added
            "maxmemory-samples",
            "maxmemory-policy",
            "loglevel",
            "repl-diskless-load",
            "notify-keyspace-events",
            // refused by whoever listens, renews TLS or counts file descriptors, not by the setting
            "bind",
            "port",
            "tls-port",
            "maxclients",
            // more than 64 bits of memory become a percentage there
            "maxmemory-clients");

    private record Fact(String name, String value, List<String> replies) {}

    private static List<String> lines() throws IOException {
        try (InputStream in = RedisSettingsTest.class.getResourceAsStream("redis-7.0.15-settings.tsv")) {
            assert in != null;
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }

    private static List<String> probes() throws IOException {
        return cells(lines().getFirst()).stream()
                .skip(2)
                .map(quoted -> quoted.substring(1, quoted.length() - 1))
                .toList();
    }

    private static Stream<Fact> facts() throws IOException {
        return lines().stream()
                .skip(1)
                .map(RedisSettingsTest::cells)
                .map(cells -> new Fact(cells.get(0), cells.get(1), cells.subList(2, cells.size())));
    }

    private static List<String> cells(String line) {
        return List.of(line.split("\t", -1));
    }

    @Test
    void everySettingIsThereWithItsDefault() throws IOException {
        Settings settings = new Settings();
        List<Executable> checks = new ArrayList<>();
        facts().filter(fact -> !fact.name.equals("dir"))
                .forEach(fact -> checks.add(() -> assertEquals(
                        List.of(new Shown(fact.name, fact.value)), settings.matching(List.of(fact.name)))));
        assertTrue(checks.size() > 190);
        assertAll(checks);
    }

    @Test
    void everySettingAnswersToEveryProbeAsRedisDoes() throws IOException {
        List<String> probes = probes();
        List<Executable> checks = new ArrayList<>();
        facts().filter(fact -> !OTHERWISE.contains(fact.name)).forEach(fact -> {
            for (int i = 0; i < probes.size(); i++) {
                String probe = probes.get(i);
                String expected = expected(fact, probe, fact.replies.get(i));
                if (!expected.equals("?")) {
                    checks.add(() ->
                            assertEquals(expected, reply(fact.name, probe), fact.name + " set to \"" + probe + "\""));
                }
            }
        });
        assertTrue(checks.size() > 900);
        assertAll(checks);
    }

    /** As Redis, but what is immutable may be set to what it is. */
    private static String expected(Fact fact, String probe, String reply) {
        return reply.equals("can't set immutable config") && probe.equals(fact.value) ? "+OK" : reply;
    }

    private static String reply(String name, String value) {
        try {
            new Settings().change(List.of(new SettingChange(name, value)), ALL_RIGHTS);
            return "+OK";
        } catch (ChangeRefused e) {
            String before = "ERR CONFIG SET failed (possibly related to argument '" + name + "') - ";
            return e.error().startsWith(before) ? e.error().substring(before.length()) : "-" + e.error();
        }
    }

    @Test
    void whatIsShownCanBeSetAgain() {
        Settings settings = new Settings();
        List<Executable> checks = new ArrayList<>();
        for (Shown shown : settings.matching(List.of("*"))) {
            checks.add(() -> {
                settings.change(List.of(new SettingChange(shown.name(), shown.value())), ALL_RIGHTS);
                assertEquals(List.of(shown), settings.matching(List.of(shown.name())));
            });
        }
        assertAll(checks);
    }
}
