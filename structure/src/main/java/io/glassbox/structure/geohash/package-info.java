/** Positions on earth as 52-bit numbers whose order keeps neighbours together, and searches by shapes. */
@NullMarked
package io.glassbox.structure.geohash;

import org.jspecify.annotations.NullMarked;
