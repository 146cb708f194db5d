/** The same random commands for this server and for redis-server, and every reply compared byte by byte. */
@NullMarked
package io.glassbox.quality.differ;

import org.jspecify.annotations.NullMarked;
