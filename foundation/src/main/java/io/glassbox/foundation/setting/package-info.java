/** Provisional. */
@NullMarked
package io.glassbox.foundation.setting;

import org.jspecify.annotations.NullMarked;
