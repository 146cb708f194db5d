/** The databases: keys found, expired, renamed, counted, announced. */
@NullMarked
package io.glassbox.engine.keyspace;

import org.jspecify.annotations.NullMarked;
