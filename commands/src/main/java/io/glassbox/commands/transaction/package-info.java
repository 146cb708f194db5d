/** Transactions: commands that run as one, if the keys that they rely on have not changed. */
@NullMarked
package io.glassbox.commands.transaction;

import org.jspecify.annotations.NullMarked;
