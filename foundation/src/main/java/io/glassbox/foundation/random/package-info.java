/** The seam of randomness: repeatable from a seed, or seeded by the operating system. */
@NullMarked
package io.glassbox.foundation.random;

import org.jspecify.annotations.NullMarked;
