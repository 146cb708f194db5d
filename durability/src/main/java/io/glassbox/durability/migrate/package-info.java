/** MIGRATE: keys on their way to another server. */
@NullMarked
package io.glassbox.durability.migrate;

import org.jspecify.annotations.NullMarked;
