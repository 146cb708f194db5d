/** Values as the commands that bring them about. */
@NullMarked
package io.glassbox.durability.replay;

import org.jspecify.annotations.NullMarked;
