/** Libraries of functions, which belong to the data. */
@NullMarked
package io.glassbox.scripting.function;

import org.jspecify.annotations.NullMarked;
