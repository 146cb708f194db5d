/** Glassbox as a library and as a program. */
@NullMarked
package io.glassbox.server;

import org.jspecify.annotations.NullMarked;
