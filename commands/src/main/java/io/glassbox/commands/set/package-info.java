/** Commands on sets. */
@NullMarked
package io.glassbox.commands.set;

import org.jspecify.annotations.NullMarked;
