/** Which keys cost most: HOTKEYS. */
@NullMarked
package io.glassbox.engine.hotkey;

import org.jspecify.annotations.NullMarked;
