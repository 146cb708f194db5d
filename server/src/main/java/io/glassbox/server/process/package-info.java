/** The server as a process: its command line, its log, its signals, its files. */
@NullMarked
package io.glassbox.server.process;

import org.jspecify.annotations.NullMarked;
