/** The values of one server's settings: read, changed while it runs, loaded from files and arguments, written back. */
@NullMarked
package io.glassbox.foundation.setting;

import org.jspecify.annotations.NullMarked;
