/** What a command is: its name, arity, flags, keys and handler, declared beside the handler. */
@NullMarked
package io.glassbox.command.declare;

import org.jspecify.annotations.NullMarked;
