/** The process and its threads, the machine, and what the operating system tells about them. */
@NullMarked
package io.glassbox.foundation.process;

import org.jspecify.annotations.NullMarked;
