/** What settings hold when it is more than a number or a text. */
@NullMarked
package io.glassbox.foundation.setting.value;

import org.jspecify.annotations.NullMarked;
