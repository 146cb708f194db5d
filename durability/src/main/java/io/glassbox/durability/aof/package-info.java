/** The append-only file: every write as the command that repeats it, a base to begin from, and the manifest of both. */
@NullMarked
package io.glassbox.durability.aof;

import org.jspecify.annotations.NullMarked;
