/** The commands that run and keep scripts and functions. */
@NullMarked
package io.glassbox.scripting.command;

import org.jspecify.annotations.NullMarked;
