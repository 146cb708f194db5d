/** Commands about the server: its settings, its commands, what it counts and what it has seen. */
@NullMarked
package io.glassbox.commands.server;

import org.jspecify.annotations.NullMarked;
