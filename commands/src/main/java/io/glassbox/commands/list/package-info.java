/** Lists. */
@NullMarked
package io.glassbox.commands.list;

import org.jspecify.annotations.NullMarked;
