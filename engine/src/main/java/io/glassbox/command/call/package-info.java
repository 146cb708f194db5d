/** The arguments of a call and the errors that it may end with. */
@NullMarked
package io.glassbox.command.call;

import org.jspecify.annotations.NullMarked;
