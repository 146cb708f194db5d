package io.glassbox.server;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.glassbox.quality.testkit.Reply;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors repeat what the client sent byte by byte, be it text of any alphabet or no text at all. */
final class ErrorBytesTest {
    /** Byte for byte, as the client of the tests has its words: UTF-8 of two, three and four bytes, and bytes that are not UTF-8. */
    private static final String WORD = bytewise("ü€\uD83D\uDE00") + "\u00fc\u00ff\u0080\u00e2\u0082";

    @TempDir
    static Path directory;

    @RegisterExtension
    static final SideBySide servers = new SideBySide(() -> directory);

    private static String bytewise(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@",
                "PING a b @",
                "CONFIG @",
                "CONFIG SET @ 1",
                "CONFIG SET maxmemory @",
                "CONFIG SET appendfsync @",
                "CONFIG SET port 1 maxclients @",
                "CONFIG SET save @",
                "ACL @",
                "ACL SETUSER u +@",
                "ACL SETUSER u ~* ~@",
                "ACL SETUSER u (~@ +get",
                "ACL SETUSER u (+@)",
                "ACL CAT @",
                "ACL DRYRUN @ get",
                "ACL DRYRUN default @",
                "ACL DELUSER default @",
                "ACL LOG @",
                "AUTH @ x",
                "HELLO 3 @",
                "HELLO 3 SETNAME @",
                "CLIENT @",
                "CLIENT SETNAME @",
                "CLIENT LIST TYPE @",
                "CLIENT KILL USER @",
                "CLIENT KILL TYPE @",
                "CLIENT REPLY @",
                "COMMAND @",
                "COMMAND GETKEYS @ x",
                "SET k v @",
                "SET k v EX @",
                "EXPIRE k 1 @",
                "FCALL @ 0",
                "FUNCTION @",
                "FUNCTION DELETE @",
                "FUNCTION LIST @",
                "SCRIPT @",
                "EVALSHA @ 0",
                "EVAL @ 0",
                "EVAL redis.call('@') 0",
                "EVAL error('@') 0",
                "EVAL return{err='@'} 0",
                "MEMORY @",
                "OBJECT @",
                "LATENCY GRAPH @",
                "XGROUP @",
                "XGROUP DESTROY @ @",
                "XREADGROUP GROUP @ @ STREAMS @ 0",
                "XADD @ @ a b",
                "BITFIELD k GET @ 0",
                "ZADD k @ m",
                "ZRANGE k @ 1 BYSCORE",
                "SHUTDOWN @",
                "SELECT @",
                "RESTORE k 0 @"
            })
    void errorsRepeatTheBytes(String command) {
        Reply reply = servers.same(command.replace("@", WORD).split(" "));
        assertInstanceOf(Reply.Failure.class, reply);
    }
}
