/** Commands of hashes. */
@NullMarked
package io.glassbox.commands.hash;

import org.jspecify.annotations.NullMarked;
