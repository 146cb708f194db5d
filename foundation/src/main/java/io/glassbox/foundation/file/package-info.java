/** The seam of the disk: open, append, sync, rename, list, and a current directory of one's own. */
@NullMarked
package io.glassbox.foundation.file;

import org.jspecify.annotations.NullMarked;
