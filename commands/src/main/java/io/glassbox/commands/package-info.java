/** The commands that every server has, by group. */
@NullMarked
package io.glassbox.commands;

import org.jspecify.annotations.NullMarked;
