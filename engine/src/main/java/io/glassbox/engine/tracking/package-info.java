/** Client-side caching: which clients may hold which keys, and what they are told when these change. */
@NullMarked
package io.glassbox.engine.tracking;

import org.jspecify.annotations.NullMarked;
