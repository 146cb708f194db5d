package io.glassbox.server.acl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.quality.testkit.RedisServer;
import io.glassbox.quality.testkit.Reply;
import io.glassbox.quality.testkit.RespClient;
import io.glassbox.server.Glassbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users that come from a file, or from redis.conf. */
final class UserFileTest {
    private static final String WRONG = """
            user a on
            user a off
            user
            user b xx
            user b +nosuch yy
            user c (+get

            user d "a b" on
            user e +nosuch -nosuch2 yy zz
            user default on
            user "x
             user f  on
            USER g on
            user h +@all +config|get|x
            # user i on
            """;

    @TempDir
    Path directory;

    private Glassbox.Builder builder() {
        return Glassbox.builder().set("dir", directory.toString()).set("aclfile", "users.acl");
    }

    private void write(String users) throws IOException {
        Files.writeString(directory.resolve("users.acl"), users);
    }

    /** One char per byte, as clients of these tests send it. */
    private String saved() throws IOException {
        return Files.readString(directory.resolve("users.acl"), StandardCharsets.ISO_8859_1);
    }

    @Test
    void usersComeFromTheFileAndGoThere() throws IOException {
        write("user alice on nopass ~* +@all\nuser bob off >b (+get ~rw*) (+set %W~w*)\n");
        try (Glassbox glassbox = builder().start();
                RespClient client = RespClient.connect(glassbox.port())) {
            assertEquals(Reply.ok(), client.command("AUTH", "alice", ""));
            assertEquals(Reply.ok(), client.command("ACL", "SETUSER", "carol", "on", "~\"q", "(~c)"));
            assertEquals(Reply.ok(), client.command("ACL", "SAVE"));
        }
    }

    @Test
    void whatIsSavedIsLoadedAgain() throws IOException {
        write("user default on nopass ~* &* +@all\n");
        String saved;
        try (Glassbox glassbox = builder().start();
                RespClient client = RespClient.connect(glassbox.port())) {
            client.command(
                    "ACL", "SETUSER", "carol", "on", ">p", "~\"q", "~ü", "&c", "-@all", "+select|0", "(+get ~c)");
            client.command("ACL", "SETUSER", "carol", "(\"~a\\\"b\" +get)");
            assertEquals(Reply.ok(), client.command("ACL", "SAVE"));
            saved = saved();
            assertEquals(Reply.ok(), client.command("ACL", "LOAD"));
            assertEquals(Reply.ok(), client.command("ACL", "SAVE"));
            assertEquals(saved, saved());
        }
        assertTrue(
                saved.contains("user carol on #148de9c5a7a44d19e56cd9ae1a554bf67847afb0c58f6e12fa29ac7ddfca9940 ~\"q ~ü"
                        + " resetchannels &c -@all +select|0 (~c resetchannels -@all +get)"),
                saved);
    }

    @Test
    void aFileIsTakenAsAWholeOrNotAtAll() throws IOException {
        write("user alice on nopass ~* &* +@all\n");
        try (Glassbox glassbox = builder().start();
                RespClient client = RespClient.connect(glassbox.port())) {
            write(WRONG);
            String error = client.command("ACL", "LOAD").text();
            assertTrue(error.startsWith("ERR WARNING: Duplicate user 'a' found on line 2. users.acl:3 should"), error);
            assertEquals(
                    2,
                    ((Reply.Sequence) client.command("ACL", "USERS")).elements().size());
            Files.delete(directory.resolve("users.acl"));
            assertEquals(
                    Reply.error("ERR Error loading ACLs, opening file 'users.acl': No such file or directory"),
                    client.command("ACL", "LOAD"));
        }
    }

    @Test
    void errorsReadAsInRedis() throws IOException {
        write("user alice on nopass ~* &* +@all\n");
        try (Glassbox glassbox = builder().start();
                RedisServer redis = RedisServer.start(directory, "--aclfile", "users.acl");
                RespClient ours = RespClient.connect(glassbox.port());
                RespClient theirs = redis.connect()) {
            write(WRONG);
            assertEquals(theirs.command("ACL", "LOAD"), ours.command("ACL", "LOAD"));
            for (String line : WRONG.lines().toList()) {
                write(line + "\n");
                assertEquals(theirs.command("ACL", "LOAD"), ours.command("ACL", "LOAD"), line);
            }
        }
    }

    @Test
    void loadingClosesConnectionsOfAllButTheDefaultUser() throws IOException {
        write("user alice on nopass ~* &* +@all\n");
        try (Glassbox glassbox = builder().start();
                RespClient alice = RespClient.connect(glassbox.port());
                RespClient nobody = RespClient.connect(glassbox.port())) {
            alice.command("AUTH", "alice", "");
            assertEquals(Reply.ok(), nobody.command("ACL", "LOAD"));
            assertEquals("", alice.readToEnd());
            assertEquals(Reply.simple("PONG"), nobody.command("PING"));
        }
    }

    @Test
    void aServerDoesNotStartWithAFileThatIsWrong() throws IOException {
        write("user a on\nuser a off\n");
        assertEquals(
                "Aborting Redis startup because of ACL errors: WARNING: Duplicate user 'a' found on line 2. WARNING: ACL errors"
                        + " detected, no change to the previously active ACL rules was performed",
                refusal(builder()));
        assertEquals(
                "Aborting Redis startup because of ACL errors: Error loading ACLs, opening file 'none.acl': No such file or"
                        + " directory",
                refusal(builder().set("aclfile", "none.acl")));
        assertTrue(refusal(builder().set("user", "foo", "on")).startsWith("Configuring Redis with users defined in"));
    }

    private static String refusal(Glassbox.Builder builder) {
        Throwable cause =
                assertThrows(UncheckedIOException.class, builder::start).getCause();
        return cause == null ? "" : String.valueOf(cause.getMessage());
    }

    @Test
    void usersCanBeDeclaredAmongTheSettings() {
        try (Glassbox glassbox = Glassbox.builder()
                        .set("user", "default", "on", "nopass", "~*", "+@all", "-flushall")
                        .set("user", "alice", "on", ">p", "(+get", "~a)")
                        .start();
                RespClient client = RespClient.connect(glassbox.port())) {
            assertEquals(
                    Reply.error("NOPERM this user has no permissions to run the 'flushall' command"),
                    client.command("FLUSHALL"));
            assertEquals(
                    List.of("alice", "default"),
                    ((Reply.Sequence) client.command("ACL", "USERS"))
                            .elements().stream().map(Reply::text).toList());
            assertEquals(Reply.ok(), client.command("ACL", "DRYRUN", "alice", "GET", "a"));
        }
    }

    @Test
    void whatIsWrongWithADeclaredUserIsSaid() {
        assertDeclared(
                "Error in user declaration 'foo': Duplicate user found. A user can only be defined once in config files");
        assertDeclared("Error in user declaration 'user': Syntax error", "xx");
        assertDeclared("Error in user declaration 'foo': Syntax error", "on", "xx");
        assertEquals(
                "Critical error while loading ACLs. Exiting.",
                refusal(Glassbox.builder().set("user", "foo", "+nosuch")));
    }

    /** Declares a user with these rules; without any, twice. */
    private static void assertDeclared(String reason, String... rules) {
        Glassbox.Builder builder = Glassbox.builder();
        if (rules.length == 0) {
            builder.set("user", "foo");
        }
        String[] words = new String[rules.length + 1];
        words[0] = "foo";
        System.arraycopy(rules, 0, words, 1, rules.length);
        builder.set("user", words);
        assertEquals(
                "user: " + reason,
                assertThrows(IllegalArgumentException.class, builder::start).getMessage());
    }
}
