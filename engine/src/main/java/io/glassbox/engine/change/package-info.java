/** A write announces itself once; who wants to know listens here. */
@NullMarked
package io.glassbox.engine.change;

import org.jspecify.annotations.NullMarked;
