/** Commands on keys of any type: deleting, renaming, expiring, finding; and on whole databases. */
@NullMarked
package io.glassbox.commands.generic;

import org.jspecify.annotations.NullMarked;
