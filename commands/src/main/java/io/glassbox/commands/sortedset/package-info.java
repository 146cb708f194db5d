/** Commands of sorted sets. */
@NullMarked
package io.glassbox.commands.sortedset;

import org.jspecify.annotations.NullMarked;
