/** glassbox-check-rdb and glassbox-check-aof: whether files are whole, how to repair them, and what is in them. */
@NullMarked
package io.glassbox.tools.check;

import org.jspecify.annotations.NullMarked;
