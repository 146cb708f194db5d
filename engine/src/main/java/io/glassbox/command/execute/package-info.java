/** The road of a request: looked up, admitted, run, announced, accounted. */
@NullMarked
package io.glassbox.command.execute;

import org.jspecify.annotations.NullMarked;
