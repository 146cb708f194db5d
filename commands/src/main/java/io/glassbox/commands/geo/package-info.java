/** Commands of positions on earth, which are members of sorted sets with a geohash for a score. */
@NullMarked
package io.glassbox.commands.geo;

import org.jspecify.annotations.NullMarked;
