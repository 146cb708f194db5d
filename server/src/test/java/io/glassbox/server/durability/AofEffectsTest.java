package io.glassbox.server.durability;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.quality.testkit.Eventually;
import io.glassbox.quality.testkit.RedisServer;
import io.glassbox.quality.testkit.RespClient;
import io.glassbox.server.Glassbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes into the append-only file is, byte for byte, what redis-server 7.0 writes; times to come are left out. */
final class AofEffectsTest {
    private static final String INCREMENT = "appendonlydir/appendonly.aof.1.incr.aof";
    private static final Pattern TIME = Pattern.compile("\\b[12]\\d{12}\\b");

    @TempDir
    private Path directory;

    @Test
    void strings() throws IOException {
        same("""
                set a 1
                SET a 2 EX 100
                set a 3 px 100000
                set a 4 EXAT 9999999999
                set a 5 pxat 1999999999999
                set a 6 keepttl
                set a 7 get
                set a 8 nx
                set b 8 nx ex 100
                setnx c 1
                setex d 100 v
                psetex e 100000 v
                getset a 9
                getex a
                getex a ex 100
                getex a px 100000
                getex a exat 9999999999
                getex a persist
                getex a persist
                getex a pxat 1
                getdel b
                getdel none
                incr n
                decr n
                incrby n 10
                decrby n 3
                incrbyfloat n 1.5
                incrbyfloat n 1.5
                append n xyz
                setrange n 2 q
                mset k1 v1 k2 v2
                msetnx k1 v1 k3 v3
                msetnx k4 v4 k5 v5
                setbit bits 7 1
                bitop not bits2 bits
                bitop and none nokey
                bitfield bits set u8 0 255
                bitfield bits get u8 0
                bitfield_ro bits get u8 0
                pfadd hll a b c
                pfadd hll a b c
                pfcount hll
                pfmerge hll2 hll
                """);
    }

    @Test
    void keysAndTimes() throws IOException {
        same("""
                set a 1
                expire a 100
                expire a 200 nx
                expire a 200 gt
                pexpire a 100000
                expireat a 9999999999
                pexpireat a 1999999999999
                persist a
                persist a
                expire a -1
                set b 1
                pexpireat b 1
                set c 1
                rename c e
                renamenx e f
                copy f g
                copy f g replace
                copy f h db 2
                move g 3
                del f none
                unlink none
                set x 1
                unlink x
                select 5
                set five 5
                select 0
                set zero 0
                swapdb 0 1
                swapdb 1 0
                flushdb
                flushdb async
                flushall
                flushall
                """);
    }

    @Test
    void listsAndSortedSets() throws IOException {
        same("""
                rpush l a b c d e f g h
                lpush l z
                lpushx none x
                lpop l
                lpop l 2
                rpop l 1
                lrange l 0 -1
                linsert l before d x
                lset l 0 y
                lrem l 0 none
                lrem l 0 y
                ltrim l 0 10
                ltrim l 0 2
                rpoplpush l m
                lmove l m left right
                lmpop 2 none m left count 1
                lmpop 2 none m right count 10
                rpush q 1 2 3 4
                blpop q 0
                brpop none q 0
                brpoplpush q r 0
                blmove r s left right 0
                blmpop 0 1 q left count 5
                zadd z 1 a 2 b 3 c 4 d 5 e
                zadd z nx 1 a
                zadd z incr 5 a
                zadd z gt ch 3 a
                zincrby z 1.5 b
                zrem z none
                zpopmin z
                zpopmax z 1
                bzpopmin z 0
                zadd z 1 a 2 b 3 c 4 d 5 e
                bzpopmax z 0
                zmpop 1 z min count 1
                bzmpop 0 1 z max count 1
                zrangestore z2 z 0 -1
                zunionstore z3 2 z z2
                zinterstore z3 2 z none
                zdiffstore z3 1 z
                zremrangebyrank z 0 0
                zremrangebyscore z 0 1
                zremrangebylex z - [a
                geoadd g 13.361389 38.115556 p 15.087269 37.502669 q
                georadius g 15 37 200 km store near
                georadiusbymember g p 200 km storedist near
                geosearchstore near g frommember p byradius 100 km
                """);
    }

    @Test
    void transactions() throws IOException {
        same("""
                multi
                exec
                multi
                set a 1
                exec
                multi
                set a 1
                incr a
                get a
                exec
                multi
                get a
                exec
                multi
                select 4
                set b 1
                set c 1
                select 0
                exec
                multi
                set a x px 99999
                incr nothing
                incr a
                exec
                set d 1
                multi
                expire d 100
                getdel d
                rpush l 1 2
                blpop l 0
                exec
                multi
                set a 1
                discard
                """);
    }

    @Test
    void expiredKeysGoBeforeTheCommandThatMetThem() throws IOException {
        same(client -> {
            client.command("DEBUG", "SET-ACTIVE-EXPIRE", "0");
            client.command("SET", "a", "1", "PX", "1");
            client.command("SET", "b", "1", "PX", "1");
            client.command("SET", "c", "1", "PX", "1");
            client.command("DEBUG", "SLEEP", "0.01");
            client.command("GET", "a");
            client.command("INCR", "b");
            client.command("MGET", "a", "b", "c");
            client.command("SET", "d", "1", "PX", "1");
            client.command("SET", "e", "1", "PX", "1");
            client.command("DEBUG", "SLEEP", "0.01");
            client.command("MGET", "d", "e");
        });
    }

    @Test
    void scriptsGoAsWhatTheirCommandsDid() throws IOException {
        same(client -> {
            client.command("EVAL", "redis.call('set', 'a', 1)", "0");
            client.command("EVAL", "redis.call('set', 'a', 1) redis.call('incr', 'b') return 5", "0");
            client.command("EVAL", "return redis.call('get', 'a')", "0");
            client.command("EVAL", "redis.call('select', 3) redis.call('set', 'c', 1)", "0");
            client.command("EVAL", "redis.call('set', 'd', 1) redis.call('select', 3) redis.call('set', 'e', 1)", "0");
            client.command("EVAL", "redis.call('set', 'f', 1) error('half done')", "0");
            client.command("EVAL", "redis.pcall('lpush', 'a', 1) redis.call('expire', 'a', 100)", "0");
            client.command("EVAL", "redis.set_repl(redis.REPL_NONE) redis.call('set', 'g', 1)", "0");
            client.command("EVAL", "redis.set_repl(redis.REPL_AOF) redis.call('set', 'h', 1)", "0");
            client.command("EVAL", "redis.set_repl(redis.REPL_REPLICA) redis.call('set', 'i', 1)", "0");
            client.command("MULTI");
            client.command("SET", "j", "1");
            client.command("EVAL", "redis.call('incr', 'j') redis.call('incr', 'j')", "0");
            client.command("EXEC");
            client.command(
                    "FUNCTION",
                    "LOAD",
                    "#!lua name=l\nredis.register_function('f', function() return redis.call('incr', 'k') end)");
            client.command("FCALL", "f", "0");
            client.command("FUNCTION", "DELETE", "l");
            client.command("FUNCTION", "FLUSH");
            client.command("SCRIPT", "LOAD", "return 1");
        });
    }

    @Test
    void blockedCommandsGoAsWhatTheyDid() throws IOException {
        for (List<String> wait : List.of(
                List.of("BLPOP", "l", "0"),
                List.of("BRPOP", "l", "0"),
                List.of("BLMOVE", "l", "m", "LEFT", "RIGHT", "0"),
                List.of("BRPOPLPUSH", "l", "m", "0"),
                List.of("BLMPOP", "0", "1", "l", "LEFT", "COUNT", "2"))) {
            same(client -> waited(client, wait, "RPUSH", "l", "1", "2", "3"));
            same(client -> {
                client.command("MULTI");
                client.command("RPUSH", "l", "1");
                client.command("SET", "a", "1");
                waited(client, wait, "EXEC");
            });
        }
        for (List<String> wait : List.of(
                List.of("BZPOPMIN", "z", "0"),
                List.of("BZPOPMAX", "z", "0"),
                List.of("BZMPOP", "0", "1", "z", "MIN", "COUNT", "2"))) {
            same(client -> waited(client, wait, "ZADD", "z", "1", "a", "2", "b"));
        }
    }

    private int port;

    private void waited(RespClient client, List<String> wait, String... wakes) {
        try (RespClient waiter = RespClient.connect(port)) {
            waiter.send(wait.toArray(String[]::new));
            try (RespClient observer = RespClient.connect(port)) {
                Eventually.until(
                        "the client waits",
                        () -> observer.command("INFO", "clients").text().contains("blocked_clients:1"));
            }
            client.command(wakes);
            waiter.read();
        }
    }

    private void same(String script) throws IOException {
        same(client ->
                script.lines().forEach(line -> client.command(line.strip().split(" "))));
    }

    private void same(Consumer<RespClient> actions) throws IOException {
        Path theirs = Files.createTempDirectory(directory, "redis");
        try (RedisServer redis = RedisServer.start(theirs, "--appendonly", "yes");
                RespClient client = redis.connect()) {
            port = redis.port();
            actions.accept(client);
            client.command("CONFIG", "SET", "appendonly", "no");
        }
        Path ours = Files.createTempDirectory(directory, "glassbox");
        try (Glassbox glassbox = Glassbox.builder()
                        .set("dir", ours.toString())
                        .set("appendonly", "yes")
                        .set("enable-debug-command", "yes")
                        .start();
                RespClient client = RespClient.connect(glassbox.port())) {
            port = glassbox.port();
            actions.accept(client);
        }
        assertEquals(read(theirs), read(ours));
    }

    private static String read(Path home) throws IOException {
        String bytes = Files.readString(home.resolve(INCREMENT), StandardCharsets.ISO_8859_1);
        return TIME.matcher(bytes)
                .replaceAll("T")
                .replaceAll("\r\n(\\$\\d+\r\n)?", " ")
                .replace(" *", "\n*");
    }
}
