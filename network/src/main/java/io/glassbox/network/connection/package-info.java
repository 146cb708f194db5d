/** One peer: what it sent and was not run yet, what it is owed and was not written yet. */
@NullMarked
package io.glassbox.network.connection;

import org.jspecify.annotations.NullMarked;
