/** The server log: Redis's levels and line format, to standard output, a file, syslog or a test. */
@NullMarked
package io.glassbox.foundation.log;

import org.jspecify.annotations.NullMarked;
