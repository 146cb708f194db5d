/** Runs the Tcl test suite of Redis 7.0.15 against a server, file by file, and compares with what the C server passes. */
@NullMarked
package io.glassbox.quality.conformance;

import org.jspecify.annotations.NullMarked;
