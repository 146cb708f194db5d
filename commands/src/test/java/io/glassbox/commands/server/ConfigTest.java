package io.glassbox.commands.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.command.declare.RegisteredCommand;
import io.glassbox.commands.CommandTestCase;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ConfigTest extends CommandTestCase {
    @Test
    void getFindsNamesPatternsAndAliases() {
        expect(array(bulk("maxmemory"), bulk("0")), "CONFIG", "GET", "maxmemory");
        expect(array(bulk("port"), bulk("6379"), bulk("timeout"), bulk("0")), "CONFIG", "GET", "port", "timeout");
        expect(array(), "CONFIG", "GET", "no-such-setting");
        assertTrue(harness.run("CONFIG", "GET", "*slowlog*").contains("slowlog-max-len"));
    }

    @Test
    void setChangesAllOrNothing() {
        expect(OK, "CONFIG", "SET", "maxmemory", "10mb", "timeout", "7");
        expect(array(bulk("maxmemory"), bulk("10485760")), "CONFIG", "GET", "maxmemory");
        expectError(
                "ERR CONFIG SET failed (possibly related to argument 'timeout') - argument couldn't be parsed into an"
                        + " integer",
                "CONFIG",
                "SET",
                "maxmemory",
                "1",
                "timeout",
                "x");
        expect(array(bulk("maxmemory"), bulk("10485760")), "CONFIG", "GET", "maxmemory");
    }

    @Test
    void setRefusesWhatItDoesNotKnowOrMayNotChange() {
        expectError("ERR syntax error", "CONFIG", "SET", "timeout", "1", "port");
        expectError("ERR wrong number of arguments for 'config|set' command", "CONFIG", "SET", "timeout");
        expectError("ERR Unknown option or number of arguments for CONFIG SET - 'foo'", "CONFIG", "SET", "foo", "bar");
        expectError(
                "ERR CONFIG SET failed (possibly related to argument 'databases') - can't set immutable config",
                "CONFIG",
                "SET",
                "databases",
                "3");
        expectError(
                "ERR CONFIG SET failed (possibly related to argument 'dir') - can't set protected config",
                "CONFIG",
                "SET",
                "dir",
                "/");
    }

    @Test
    void whatIsImmutableCanBeSetToWhatItIs() {
        expect(OK, "CONFIG", "SET", "databases", "16", "server-cpulist", "", "io-transport", "AUTO");
        expectError(
                "ERR CONFIG SET failed (possibly related to argument 'io-transport') - can't set immutable config",
                "CONFIG",
                "SET",
                "io-transport",
                "nio");
        expectError(
                "ERR CONFIG SET failed (possibly related to argument 'daemonize') - can't set immutable config",
                "CONFIG",
                "SET",
                "daemonize",
                "perhaps");
    }

    @Test
    void whatDataIsLoadedByStaysAsItIsMeanwhile() {
        harness.server.persistenceStatistics().loadBegins(1, 1);
        expect(OK, "CONFIG", "SET", "timeout", "0");
        expectError("LOADING Redis is loading the dataset in memory", "CONFIG", "SET", "timeout", "0", "dir", "/");
        expectError("LOADING Redis is loading the dataset in memory", "CONFIG", "SET", "appendonly", "yes");
        harness.server.persistenceStatistics().loadEnds(0, 0);
    }

    @Test
    void rewriteNeedsAFile() {
        expectError("ERR The server is running without a config file", "CONFIG", "REWRITE");
    }

    @Test
    void resetStatisticsBeginsToCountAnew() {
        harness.run("GET", "a");
        harness.run("GET");
        expect(OK, "CONFIG", "RESETSTAT");
        assertEquals(1, harness.server.statistics().commandsProcessed());
        assertEquals(0, harness.server.statistics().errorReplies());
        assertEquals(0, harness.server.databases().statistics().misses());
        RegisteredCommand get = Objects.requireNonNull(harness.pipeline.table().find("get"));
        assertEquals(0, get.counters().calls());
    }

    @Test
    void unknownSubcommandsAreRefused() {
        expectError("ERR unknown subcommand 'foo'. Try CONFIG HELP.", "CONFIG", "foo");
        assertTrue(harness.run("CONFIG", "HELP").startsWith("*"));
    }
}
