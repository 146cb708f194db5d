/** Scripts that are debugged in copies of the data, while the server goes on. */
@NullMarked
package io.glassbox.server.debugging;

import org.jspecify.annotations.NullMarked;
