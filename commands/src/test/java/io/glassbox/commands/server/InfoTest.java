package io.glassbox.commands.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.commands.CommandTestCase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class InfoTest extends CommandTestCase {
    @Test
    void everySectionHasThePublishedFieldsInTheirOrder() throws IOException {
        List<String> published = publishedFields();
        List<String> printed = new ArrayList<>();
        String section = "";
        for (String line : info("everything").split("\r\n", -1)) {
            if (line.startsWith("# ")) {
                section = line.substring(2) + " ";
                printed.add(section.trim());
            } else if (!line.isEmpty() && !section.contains("stats ") && !section.startsWith("Keyspace")) {
                printed.add(section + line.substring(0, line.indexOf(':')));
            }
        }
        List<String> missing = new ArrayList<>(published);
        missing.removeAll(printed);
        assertEquals(List.of(), missing);
        printed.retainAll(published);
        assertEquals(published, printed);
    }

    @Test
    void sectionsAreChosenByName() {
        assertTrue(info("cpu").startsWith("# CPU\r\nused_cpu_sys:"));
        assertFalse(info("cpu", "sentinel").contains("used_memory"));
        assertEquals("", info("sentinel"));
        assertFalse(info("default").contains("rejected_calls"));
        assertTrue(info("commandSTATS").startsWith("# Commandstats\r\ncmdstat_info:calls="));
        assertTrue(info("debug").contains("eventloop_cmd_per_cycle_max:"));
        assertFalse(info("everything").contains("eventloop_cmd_per_cycle_max:"));
    }

    @Test
    void callsFailuresAndRejectionsAreCountedByCommand() {
        harness.run("SET", "a", "b");
        harness.run("SET", "a", "c");
        harness.run("INCR", "a");
        harness.run("GET");
        harness.run("CLIENT", "ID");
        String text = info("commandstats");
        assertTrue(text.contains("cmdstat_set:calls=2,usec=0,usec_per_call=0.00,rejected_calls=0,failed_calls=0\r\n"));
        assertTrue(text.contains("cmdstat_incr:calls=1,usec=0,usec_per_call=0.00,rejected_calls=0,failed_calls=1\r\n"));
        assertTrue(text.contains("cmdstat_get:calls=0,usec=0,usec_per_call=0.00,rejected_calls=1,failed_calls=0\r\n"));
        assertTrue(text.contains("cmdstat_client|id:calls=1,"));
        assertTrue(info("errorstats").contains("errorstat_ERR:count=2\r\n"));
        assertTrue(info("stats").contains("total_error_replies:2\r\n"));
    }

    @Test
    void latenciesArePrintedAtTheConfiguredPercentiles() {
        harness.run("SET", "a", "b");
        assertTrue(info("latencystats").contains("latency_percentiles_usec_set:p50=0.001,p99=0.001,p99.9=0.001\r\n"));
        harness.run("CONFIG", "SET", "latency-tracking-info-percentiles", "0 33.33 100");
        assertTrue(info("latencystats").contains("latency_percentiles_usec_set:p0=0.001,p33.33=0.001,p100=0.001\r\n"));
        harness.run("CONFIG", "RESETSTAT");
        assertFalse(info("latencystats").contains("usec_set:"));
    }

    @Test
    void databasesWithKeysAreListed() {
        harness.run("SET", "a", "b");
        harness.run("SET", "c", "d", "PX", "5000");
        harness.run("SELECT", "3");
        harness.run("SET", "e", "f");
        assertEquals(
                "# Keyspace\r\ndb0:keys=2,expires=1,avg_ttl=5000,subexpiry=0\r\n"
                        + "db3:keys=1,expires=0,avg_ttl=0,subexpiry=0\r\n",
                info("keyspace"));
    }

    @Test
    void memoryIsWhatTheAllocatorCounts() {
        harness.run("SET", "a", "x".repeat(100_000));
        String text = info("memory");
        long passing = field(text, "used_memory") - harness.server.slabs().usedBytes();
        assertTrue(passing >= 0 && passing < 1 << 16, "held for the call itself: " + passing);
        assertTrue(text.contains("mem_allocator:glassbox-slabs\r\n"));
        assertTrue(text.contains("maxmemory_policy:noeviction\r\n"));
        assertTrue(field(text, "used_memory_dataset") >= 100_000);
    }

    @Test
    void changesAndTimeAreToldAsTheyAre() {
        harness.run("SET", "a", "b");
        harness.clock.advanceMillis(90_061_000);
        assertEquals(1, field(info("persistence"), "rdb_changes_since_last_save"));
        assertEquals(1_700_000_000, field(info("persistence"), "rdb_last_save_time"));
        assertEquals(90_061, field(info("server"), "uptime_in_seconds"));
        assertEquals(1, field(info("server"), "uptime_in_days"));
    }

    @Test
    void textIsVerbatimInResp3() {
        harness.run("HELLO", "3");
        assertTrue(harness.run("INFO", "cluster").endsWith("txt:# Cluster\r\ncluster_enabled:0\r\n\r\n"));
    }

    private String info(String... sections) {
        String[] command = new String[sections.length + 1];
        command[0] = "INFO";
        System.arraycopy(sections, 0, command, 1, sections.length);
        String reply = harness.run(command);
        return reply.substring(reply.indexOf("\r\n") + 2, reply.length() - 2);
    }

    private static long field(String text, String name) {
        int start = text.indexOf("\n" + name + ":") + name.length() + 2;
        return Long.parseLong(text.substring(start, text.indexOf('\r', start)));
    }

    private static List<String> publishedFields() throws IOException {
        List<String> fields = new ArrayList<>();
        try (InputStream stream = InfoTest.class.getResourceAsStream("/io/glassbox/commands/info-fields.txt")) {
            String section = "";
            for (String line :
                    new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (line.startsWith("[")) {
                    section = line.substring(1, line.length() - 1) + " ";
                    fields.add(section.trim());
                } else if (!line.isEmpty()) {
                    fields.add(section + line);
                }
            }
        }
        return fields;
    }
}
