/** The block of one key in memory, and the table and wheel that lead to it. */
@NullMarked
package io.glassbox.engine.entry;

import org.jspecify.annotations.NullMarked;
