/** Approximate counting of distinct elements, in string values. */
@NullMarked
package io.glassbox.commands.hyperloglog;

import org.jspecify.annotations.NullMarked;
