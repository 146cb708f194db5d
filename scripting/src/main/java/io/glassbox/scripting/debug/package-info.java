/** The debugger of scripts, which redis-cli --ldb speaks to. */
@NullMarked
package io.glassbox.scripting.debug;

import org.jspecify.annotations.NullMarked;
