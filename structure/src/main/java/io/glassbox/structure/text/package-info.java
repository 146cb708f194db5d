/** Text as the protocol understands it: numbers in decimal, glob patterns, common subsequences. */
@NullMarked
package io.glassbox.structure.text;

import org.jspecify.annotations.NullMarked;
