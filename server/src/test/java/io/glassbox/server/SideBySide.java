package io.glassbox.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.quality.testkit.RedisServer;
import io.glassbox.quality.testkit.Reply;
import io.glassbox.quality.testkit.RespClient;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * A redis-server and a Glassbox with its defaults, and a client of each, to compare them or to let them exchange data. Registered in
 * a static field they serve all tests of the class, in another field one test each; JUnit closes them.
 */
public final class SideBySide implements BeforeAllCallback, BeforeEachCallback {
    private static final Namespace NAMESPACE = Namespace.create(SideBySide.class);

    private final Supplier<Path> directory;
    private @Nullable Pair pair;

    private record Pair(RedisServer redis, Glassbox glassbox, RespClient theirs, RespClient ours)
            implements AutoCloseable {
        @Override
        public void close() {
            ours.close();
            theirs.close();
            glassbox.close();
            redis.close();
        }
    }

    /** The directory is redis-server's. It is asked for when JUnit has made it. */
    public SideBySide(Supplier<Path> directory) {
        this.directory = directory;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        start(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (pair == null) {
            start(context);
        }
    }

    private void start(ExtensionContext context) {
        RedisServer redis = RedisServer.start(directory.get());
        Glassbox glassbox = Glassbox.start();
        Pair started = new Pair(redis, glassbox, redis.connect(), RespClient.connect(glassbox.port()));
        context.getStore(NAMESPACE).put(started, started);
        pair = started;
    }

    private Pair pair() {
        return Objects.requireNonNull(pair);
    }

    public RedisServer redis() {
        return pair().redis();
    }

    public Glassbox glassbox() {
        return pair().glassbox();
    }

    /** The client of redis-server. */
    public RespClient theirs() {
        return pair().theirs();
    }

    /** The client of Glassbox. */
    public RespClient ours() {
        return pair().ours();
    }

    /** What both reply, which must not differ. */
    public Reply same(String... command) {
        Reply reply = theirs().command(command);
        assertEquals(reply, ours().command(command), () -> String.join(" ", command));
        return reply;
    }
}
