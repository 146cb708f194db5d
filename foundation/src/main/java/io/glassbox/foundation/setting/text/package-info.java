/** The text of settings: words and quotes, bytes kept inside strings, patterns of names. */
@NullMarked
package io.glassbox.foundation.setting.text;

import org.jspecify.annotations.NullMarked;
