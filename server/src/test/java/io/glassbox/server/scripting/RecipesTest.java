package io.glassbox.server.scripting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.quality.testkit.Reply;
import io.glassbox.quality.testkit.RespClient;
import io.glassbox.server.Glassbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The scripts in docs/recipes do what is written beside them. */
final class RecipesTest {
    private static final Path RECIPES = Path.of("..", "docs", "recipes");

    private Glassbox server;
    private RespClient client;

    @BeforeEach
    void start() {
        server = Glassbox.start();
        client = RespClient.connect(server.port());
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private static String script(String recipe) throws IOException {
        String page = Files.readString(RECIPES.resolve(recipe + ".md"));
        int begin = page.indexOf("```lua\n") + "```lua\n".length();
        return page.substring(begin, page.indexOf("```", begin));
    }

    private long[] pair(String script, String... words) {
        String[] command = new String[words.length + 3];
        command[0] = "EVAL";
        command[1] = script;
        command[2] = "1";
        System.arraycopy(words, 0, command, 3, words.length);
        Reply reply = client.command(command);
        assertTrue(reply instanceof Reply.Sequence, reply::toString);
        return ((Reply.Sequence) reply)
                .elements().stream()
                        .mapToLong(element -> ((Reply.Whole) element).number())
                        .toArray();
    }

    @Test
    void aSlidingWindowHasOnlySoManyPlaces() throws IOException {
        String script = script("sliding-window-limiter");
        for (int i = 0; i < 3; i++) {
            long[] answer = pair(script, "limit", "3", "3600000", "request" + i);
            assertEquals(1, answer[0]);
            assertEquals(2 - i, answer[1]);
        }
        long[] refused = pair(script, "limit", "3", "3600000", "one more");
        assertEquals(0, refused[0]);
        assertTrue(refused[1] > 0 && refused[1] <= 3_600_000, () -> "until the next place: " + refused[1]);
        assertEquals(new Reply.Whole(3), client.command("ZCARD", "limit"));
        // What has left the window makes room.
        client.command("ZADD", "limit", "XX", "1", "request0");
        assertEquals(1, pair(script, "limit", "3", "3600000", "one more")[0]);
    }

    @Test
    void aBucketGivesWhatIsInIt() throws IOException {
        String script = script("token-bucket");
        assertEquals(1, pair(script, "bucket", "10", "0.001", "7")[0]);
        long[] refused = pair(script, "bucket", "10", "0.001", "7");
        assertEquals(0, refused[0]);
        assertTrue(refused[1] > 3_000_000 && refused[1] <= 4_000_000, () -> "until there are enough: " + refused[1]);
        long[] answer = pair(script, "bucket", "10", "0.001", "3");
        assertEquals(1, answer[0]);
        assertEquals(0, answer[1]);
        // Time fills it, but never beyond its size.
        client.command("HSET", "bucket", "time", "1000000");
        long[] full = pair(script, "bucket", "10", "0.001", "1");
        assertEquals(1, full[0]);
        assertEquals(9, full[1]);
    }

    @Test
    void aLockIsReleasedByItsOwnerAlone() throws IOException {
        String script = script("lock-release");
        client.command("SET", "lock", "mine", "NX", "PX", "3600000");
        assertEquals(new Reply.Whole(0), client.command("EVAL", script, "1", "lock", "other's"));
        assertEquals(new Reply.Bulk("mine"), client.command("GET", "lock"));
        assertEquals(new Reply.Whole(1), client.command("EVAL", script, "1", "lock", "mine"));
        assertEquals(new Reply.Whole(0), client.command("EVAL", script, "1", "lock", "mine"));
    }
}
