/** Members ordered by score, with ranks: a counted B+tree over a table of members. */
@NullMarked
package io.glassbox.structure.ordered;

import org.jspecify.annotations.NullMarked;
