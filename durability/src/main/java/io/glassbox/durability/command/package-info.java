/** The commands about files and serialized values. */
@NullMarked
package io.glassbox.durability.command;

import org.jspecify.annotations.NullMarked;
