/** How a setting is declared: its name, its default, and how its value is read, checked and written. */
@NullMarked
package io.glassbox.foundation.setting.declare;

import org.jspecify.annotations.NullMarked;
