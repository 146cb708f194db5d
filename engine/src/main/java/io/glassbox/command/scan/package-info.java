/** SCAN and its like: what they are asked, and a page of a collection's elements. */
@NullMarked
package io.glassbox.command.scan;

import org.jspecify.annotations.NullMarked;
