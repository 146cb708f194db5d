/** What keeps the data when the process ends: all of it hangs off {@link io.glassbox.durability.Durability}. */
@NullMarked
package io.glassbox.durability;

import org.jspecify.annotations.NullMarked;
