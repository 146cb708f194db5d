/** Glassbox in JUnit tests. */
@NullMarked
package io.glassbox.junit;

import org.jspecify.annotations.NullMarked;
