package io.glassbox.durability.aof;

import java.nio.file.Path;

/** Who needs the next base, and then the increment behind it, as they are: told on the engine's thread how both come along. */
public interface AofFollower {
    /** A rewrite has begun. */
    void baseBegins();

    /** It is complete, and the manifest names it with the one increment that goes on from there. */
    void baseComplete(Path base);

    /** It came to nothing, for this reason. */
    void baseFailed(String reason);

    /** It was left, and is to begin again. */
    void baseAborted();

    /** Nothing is appended any more. */
    void turnedOff(String reason);

    /** Whether no rewrite may begin, because it would replace what is needed. */
    boolean holdsRewrites();

    /** Somebody who needs nothing. */
    static AofFollower nobody() {
        return new AofFollower() {
            @Override
            public void baseBegins() {}

            @Override
            public void baseComplete(Path base) {}

            @Override
            public void baseFailed(String reason) {}

            @Override
            public void baseAborted() {}

            @Override
            public void turnedOff(String reason) {}

            @Override
            public boolean holdsRewrites() {
                return false;
            }
        };
    }
}
