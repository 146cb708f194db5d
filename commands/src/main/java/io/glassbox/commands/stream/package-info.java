/** Commands on streams, their groups of consumers and their producers. */
@NullMarked
package io.glassbox.commands.stream;

import org.jspecify.annotations.NullMarked;
