package io.glassbox.quality.crashtest;

/** What the server is doing when it is killed. */
enum Moment {
    NOTHING,
    SAVE,
    REWRITE,
    REWRITE_AFTER_FLUSH,
    MANIFEST,
    BACKUP,
    STOP
}
