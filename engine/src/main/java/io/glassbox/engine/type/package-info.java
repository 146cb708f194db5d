/** Values as commands see them: flyweights positioned on an entry, encodings hidden. */
@NullMarked
package io.glassbox.engine.type;

import org.jspecify.annotations.NullMarked;
