/** What stands between a request and its handler, in order. */
@NullMarked
package io.glassbox.command.gate;

import org.jspecify.annotations.NullMarked;
