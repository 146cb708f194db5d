package io.glassbox.server.acl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.quality.testkit.Randomized;
import io.glassbox.quality.testkit.Reply;
import io.glassbox.quality.testkit.RespClient;
import io.glassbox.server.SideBySide;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The same rules mean the same here and in redis-server: what is taken, what is shown, what is allowed. */
final class AclExchangeTest {
    /** Rules of every kind, good and bad; no category whose commands differ between the servers. */
    private static final List<String> RULES = List.of(
            "on",
            "off",
            "nopass",
            "resetpass",
            ">one",
            ">two",
            "<one",
            "<none",
            "#12",
            "!12",
            "ON",
            "Off",
            "#2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881",
            "!2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881",
            "#2D711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881",
            "allkeys",
            "~*",
            "resetkeys",
            "~k1",
            "~k*",
            "~[kl]1",
            "~",
            "%R~r*",
            "%W~w*",
            "%RW~rw*",
            "%WR~wr",
            "%r~lower",
            "%R",
            "%RW~*",
            "%R~*",
            "%",
            "%~x",
            "%X~a",
            "%RR~a",
            "%R~a~b",
            "~a b",
            "~ü",
            "allchannels",
            "&*",
            "resetchannels",
            "&c",
            "&c*",
            "&",
            "&a b",
            "allcommands",
            "+@all",
            "nocommands",
            "-@all",
            "+@ALL",
            "+get",
            "-get",
            "+GET",
            "+set",
            "-set",
            "+mget",
            "+del",
            "+config",
            "-config",
            "+config|get",
            "-config|set",
            "+config|nope",
            "-config|nope",
            "+config|",
            "+config|get|x",
            "+client|id",
            "-client|kill",
            "+select|0",
            "+select|1",
            "-select",
            "-select|0",
            "+select",
            "+get|x|y",
            "+get|",
            "+debug|object",
            "+nosuch",
            "-nosuch",
            "+",
            "-",
            "+|",
            "+|x",
            "+@nosuch",
            "-@nosuch",
            "+@",
            "@",
            "x",
            "x:y",
            "reset",
            "+publish",
            "+subscribe",
            "+psubscribe",
            "+sort",
            "+copy",
            "+exists",
            "+xread",
            "+zunionstore",
            "+eval|x|y",
            "+@pubsub",
            "-@pubsub",
            "+@transaction",
            "-@transaction",
            "sanitize-payload",
            "skip-sanitize-payload",
            "clearselectors",
            "()",
            "( )",
            "(",
            ")",
            "(on)",
            "(>x)",
            "(reset)",
            "(+get ~s*)",
            "(+set %W~s* +mget)",
            "(+publish &s)",
            "(-@all +@all ~q)",
            "(~* ~a)",
            "(&* &a)",
            "(+get (+set))",
            " ()",
            "(+get)(+set)",
            "(%~a)",
            "(%RW~p* +copy)");

    private static final List<String> CALLS = List.of(
            "GET k1",
            "GET k2",
            "GET l1",
            "GET r1",
            "GET w1",
            "GET rw1",
            "GET s1",
            "GET q",
            "GET other",
            "SET k1 v",
            "SET w1 v",
            "SET w1 v GET",
            "SET r1 v",
            "SET s1 v",
            "SET p1 v",
            "MGET k1 k2",
            "MGET k1 other",
            "MGET other k1",
            "MGET s1 s2",
            "DEL k1",
            "DEL r1",
            "EXISTS r1 w1",
            "EXISTS none",
            "COPY r1 w1",
            "COPY w1 r1",
            "COPY p1 p2",
            "CONFIG GET x",
            "CONFIG SET a b",
            "CONFIG",
            "CONFIG nope",
            "CLIENT ID",
            "CLIENT KILL x",
            "SELECT 0",
            "SELECT 1",
            "PUBLISH c m",
            "PUBLISH c1 m",
            "PUBLISH s m",
            "PUBLISH x m",
            "SUBSCRIBE c c1",
            "SUBSCRIBE c x",
            "PSUBSCRIBE c*",
            "PSUBSCRIBE c",
            "SPUBLISH c m",
            "SSUBSCRIBE x",
            "UNSUBSCRIBE x",
            "SORT k1",
            "SORT k1 STORE w1",
            "SORT k1 STORE k2 STORE other",
            "SORT_RO other",
            "ZUNIONSTORE w1 2 r1 r2",
            "ZUNIONSTORE w1 9 r1 r2",
            "ZUNIONSTORE w1 1 w2",
            "MULTI",
            "EXEC",
            "PING",
            "AUTH a b",
            "HELLO",
            "NOSUCH",
            "GET",
            "GEORADIUS k1 0 0 1 m STORE other",
            "GEORADIUSBYMEMBER r1 STORE 1 m STOREDIST w1",
            "LMPOP 1 k1 LEFT",
            "LMPOP 2 k1 other LEFT",
            "OBJECT ENCODING k1",
            "MEMORY USAGE other",
            "BITFIELD r1 GET u8 0",
            "BITFIELD r1 SET u8 0 1",
            "XREAD STREAMS other 0",
            "XINFO STREAM other",
            "XREADGROUP GROUP g c STREAMS other 0",
            "DEBUG OBJECT k1",
            "DEBUG JMAP",
            "FLUSHALL",
            "ACL WHOAMI",
            "ACL LIST");

    @TempDir
    static Path directory;

    @RegisterExtension
    static final SideBySide servers = new SideBySide(() -> directory);

    private static boolean set(String... rules) {
        List<String> command = new ArrayList<>(List.of("ACL", "SETUSER", "u"));
        command.addAll(Arrays.asList(rules));
        return servers.same(command.toArray(String[]::new)).equals(Reply.ok());
    }

    /** Redis makes up command rules that fit, so they are compared by their words, or else by what follows from them. */
    private static void compareUser(String seen) {
        Map<String, Reply> their = pairs(servers.theirs().command("ACL", "GETUSER", "u"));
        Map<String, Reply> our = pairs(servers.ours().command("ACL", "GETUSER", "u"));
        for (String field : List.of("flags", "passwords", "keys", "channels")) {
            assertEquals(their.get(field), our.get(field), seen + ": " + field);
        }
        assertEquals(
                String.valueOf(their.get("selectors")).split("commands", -1).length,
                String.valueOf(our.get("selectors")).split("commands", -1).length,
                seen);
    }

    private static Map<String, Reply> pairs(Reply reply) {
        Map<String, Reply> pairs = new HashMap<>();
        List<Reply> elements = ((Reply.Sequence) reply).elements();
        for (int i = 0; i < elements.size(); i += 2) {
            pairs.put(elements.get(i).text(), elements.get(i + 1));
        }
        return pairs;
    }

    private static void compareCalls(String seen) {
        for (String call : CALLS) {
            String[] command = ("ACL DRYRUN u " + call).split(" ");
            assertEquals(servers.theirs().command(command), servers.ours().command(command), seen + ": " + call);
        }
    }

    @Test
    void everyRuleIsTakenOrRefusedAlike() {
        for (String rule : RULES) {
            set("reset");
            set(rule);
            compareUser(rule);
            compareCalls(rule);
        }
    }

    @Test
    void rulesTogetherMeanTheSame() {
        Randomized.test(this::compareRandomUsers);
    }

    private void compareRandomUsers(SplittableRandom random) {
        List<String> seen = new ArrayList<>();
        set("reset");
        for (int i = 0; i < 60; i++) {
            String[] rules = new String[1 + random.nextInt(3)];
            for (int j = 0; j < rules.length; j++) {
                rules[j] = RULES.get(random.nextInt(RULES.size()));
            }
            seen.addAll(Arrays.asList(rules));
            if (set(rules)) {
                compareUser(seen.toString());
                compareCalls(seen.toString());
            }
        }
    }

    @Test
    void whatOneShowsTheOtherReads() {
        for (String rules : List.of(
                "on nopass ~* &* +@all",
                "on >x ~a %R~b resetchannels &c -@all +get +config|get +select|0 (~k resetchannels -@all +set) (resetchannels -@all)",
                "off resetchannels +@all -@transaction +multi -client|kill")) {
            set("reset");
            set(rules.split(" "));
            String their = line(servers.theirs());
            String our = line(servers.ours());
            assertEquals(words(their), words(our));
            assertEquals(
                    Reply.ok(), servers.ours().command(("ACL SETUSER copy reset " + behindName(their)).split(" ")));
            assertEquals(
                    Reply.ok(), servers.theirs().command(("ACL SETUSER copy reset " + behindName(our)).split(" ")));
            servers.same("ACL", "DELUSER", "copy");
        }
    }

    private static String line(RespClient client) {
        return ((Reply.Sequence) client.command("ACL", "LIST"))
                .elements().stream()
                        .map(Reply::text)
                        .filter(line -> line.startsWith("user u "))
                        .findFirst()
                        .orElseThrow();
    }

    private static List<String> words(String line) {
        return Arrays.stream(line.split(" ")).sorted().toList();
    }

    private static String behindName(String line) {
        return line.substring("user u ".length());
    }

    @Test
    void formsAreRefusedAlike() {
        for (String command : List.of(
                "ACL",
                "ACL x",
                "ACL HELP",
                "ACL help x",
                "ACL WHOAMI",
                "ACL WHOAMI x",
                "ACL SETUSER",
                "ACL GETUSER",
                "ACL GETUSER nobody",
                "ACL GETUSER default",
                "ACL DELUSER",
                "ACL DELUSER default",
                "ACL DELUSER nobody default",
                "ACL DELUSER nobody",
                "ACL CAT nosuch",
                "ACL Cat a b",
                "ACL GENPASS 0",
                "ACL GENPASS -1",
                "ACL GENPASS 4097",
                "ACL GENPASS x",
                "ACL genpass 1 2",
                "ACL LOG x",
                "ACL log 1 2",
                "ACL LOG RESET",
                "ACL LOG",
                "ACL LOAD",
                "ACL SAVE",
                "ACL DRYRUN",
                "ACL DRYRUN nobody GET x",
                "ACL DRYRUN default NOSUCH",
                "ACL DRYRUN default GET",
                "ACL DRYRUN default CONFIG",
                "ACL DRYRUN default CONFIG x",
                "ACL DRYRUN default CONFIG GET",
                "AUTH x",
                "AUTH a b c",
                "AUTH nobody x",
                "HELLO 2 AUTH nobody x",
                "CLIENT KILL USER nobody",
                "COMMAND GETKEYSANDFLAGS SORT a STORE b STORE c",
                "COMMAND GETKEYSANDFLAGS ZUNIONSTORE a 2 b c",
                "COMMAND GETKEYSANDFLAGS SET a b GET")) {
            servers.same(command.split(" "));
        }
        servers.same("ACL", "SETUSER", "a b");
        servers.same("ACL", "SETUSER", "u", "(+get", "~a");
        servers.same("ACL", "SETUSER", "u", "on", "(+get", "~a", ")", "off");
        assertTrue(servers.same("ACL", "GENPASS", "x").text().startsWith("ERR"));
    }
}
