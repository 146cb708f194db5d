package io.glassbox.engine.statistics;

/** What scripts and functions take, and how many there are. */
public interface ScriptFigures {
    /** Scripts that EVALSHA finds. */
    int cachedScripts();

    /** Scripts that went since others came: only those that EVAL brought do. */
    long evictedScripts();

    /** Bytes of the sources and names of cached scripts. */
    long scriptBytes();

    /** Bytes of the interpreter that runs EVAL, its values included. */
    long scriptHeapBytes();

    int libraries();

    int functions();

    /** Bytes of the sources and names of functions. */
    long functionBytes();

    /** Bytes of the interpreter that runs functions. */
    long functionHeapBytes();

    /** CONFIG RESETSTAT. */
    default void reset() {}

    /** A server without scripts. */
    static ScriptFigures none() {
        return new ScriptFigures() {
            @Override
            public int cachedScripts() {
                return 0;
            }

            @Override
            public long evictedScripts() {
                return 0;
            }

            @Override
            public long scriptBytes() {
                return 0;
            }

            @Override
            public long scriptHeapBytes() {
                return 0;
            }

            @Override
            public int libraries() {
                return 0;
            }

            @Override
            public int functions() {
                return 0;
            }

            @Override
            public long functionBytes() {
                return 0;
            }

            @Override
            public long functionHeapBytes() {
                return 0;
            }
        };
    }
}
