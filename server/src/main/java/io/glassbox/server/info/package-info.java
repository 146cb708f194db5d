/** The sections of INFO. */
@NullMarked
package io.glassbox.server.info;

import org.jspecify.annotations.NullMarked;
