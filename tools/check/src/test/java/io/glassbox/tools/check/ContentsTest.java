package io.glassbox.tools.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.quality.testkit.RedisServer;
import io.glassbox.quality.testkit.Reply;
import io.glassbox.quality.testkit.RespClient;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

final class ContentsTest extends CheckTestCase {
    private static final String TOOL = "check-rdb";

    @Test
    void theCountsAreThoseOfTheServerThatSavedTheFile() throws Exception {
        String keyspace;
        long keys;
        long elements;
        try (RedisServer redis = RedisServer.start(directory);
                RespClient client = redis.connect()) {
            AllEncodings.fill(client);
            keyspace = client.command("INFO", "keyspace").text();
            keys = Long.parseLong(client.command("DBSIZE").toString().replaceAll("\\D", ""));
            elements = Long.parseLong(
                    client.command("XLEN", "large:stream").toString().replaceAll("\\D", ""));
            assertEquals(Reply.ok(), client.command("SAVE"));
        }
        Json report = Json.parse(ours(TOOL, "", "--json", "dump.rdb").output());

        Json databases = report.at("databases");
        assertEquals(keys, databases.row("database", "0").at("keys").number());
        for (String index : new String[] {"0", "7"}) {
            Json row = databases.row("database", index);
            String line = "db" + index + ":keys=" + row.at("keys").number() + ",expires="
                    + row.at("expires").number() + ",";
            assertTrue(keyspace.contains(line), line + " in " + keyspace);
        }
        assertEquals(report.at("keys").number(), report.at("types").sum("keys"));
        assertEquals(report.at("keys").number(), report.at("expiry").sum("keys"));
        assertEquals(report.at("keys").number(), report.at("prefixes").sum("keys"));
        assertEquals(report.at("key_bytes").number(), report.at("types").sum("bytes"));
        assertEquals(
                elements,
                report.at("largest_by_elements")
                        .row("key", "large:stream")
                        .at("elements")
                        .number());
        assertEquals(1, report.at("expiry").row("due", "expired").at("keys").number());
        assertEquals(
                1, report.at("expiry").row("due", "within an hour").at("keys").number());
        assertEquals("mylib", report.at("functions").at(0).at("library").text());
        assertTrue(report.at("sound").isTrue());
        assertEquals(
                Files.size(directory.resolve("dump.rdb")), report.at("offset").number());
    }

    @Test
    void prefixesEndWhereTheyAreToldTo() throws Exception {
        try (RedisServer redis = RedisServer.start(directory);
                RespClient client = redis.connect()) {
            client.command("MSET", "a:b:c", "1", "a:b:d", "2", "a:e", "3", "x/y:z", "4", "plain", "5");
            client.command("SAVE");
        }
        Json usual = Json.parse(ours(TOOL, "", "--json", "dump.rdb").output()).at("prefixes");
        assertEquals(3, usual.row("prefix", "a:").at("keys").number());
        assertEquals(1, usual.row("prefix", "(none)").at("keys").number());
        Json deep = Json.parse(ours(TOOL, "", "--json", "--depth=2", "dump.rdb").output())
                .at("prefixes");
        assertEquals(2, deep.row("prefix", "a:b:").at("keys").number());
        Json slashed = Json.parse(
                        ours(TOOL, "", "--json", "--separator", "/", "dump.rdb").output())
                .at("prefixes");
        assertEquals(1, slashed.row("prefix", "x/").at("keys").number());
        Json one = Json.parse(ours(TOOL, "", "--json", "--top", "1", "dump.rdb").output());
        assertEquals(2, one.at("prefixes").size());
        assertEquals(
                2, one.at("prefixes").row("prefix", Tally.OTHERS).at("keys").number());
        assertEquals(1, one.at("largest_by_bytes").size());
    }

    @Test
    void tablesAreAlignedAndBehindWhatRedisPrints() throws Exception {
        saved();
        String output = ours(TOOL, "", "dump.rdb", "--contents").output();
        assertTrue(output.startsWith(ours(TOOL, "", "dump.rdb").output()), output);
        assertTrue(output.contains("\n\nDATABASES\ndatabase  keys  expires  bytes\n0           "), output);
    }

    @Test
    void namesThatAreNoTextAreQuoted() throws Exception {
        saved();
        String output = ours(TOOL, "", "dump.rdb", "--json", "--top", "1000").output();
        Json keys = Json.parse(output).at("largest_by_bytes");
        assertEquals(1, keys.row("key", "12345").at("elements").number());
        assertEquals(
                1, keys.row("key", "\"with\\x00zero\\xc3\\xbf\"").at("elements").number());
    }
}
