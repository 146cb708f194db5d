/** The sections of INFO about the parts that every server has. */
@NullMarked
package io.glassbox.commands.server.info;

import org.jspecify.annotations.NullMarked;
