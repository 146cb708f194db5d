/** What the operating system tells about the process and the machine. */
@NullMarked
package io.glassbox.foundation.process;

import org.jspecify.annotations.NullMarked;
