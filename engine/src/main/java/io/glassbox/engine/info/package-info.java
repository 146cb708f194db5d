/** The sections of INFO: each part of the server contributes its own. */
@NullMarked
package io.glassbox.engine.info;

import org.jspecify.annotations.NullMarked;
