/** Publish and subscribe: channels, patterns, shard channels. */
@NullMarked
package io.glassbox.engine.channel;

import org.jspecify.annotations.NullMarked;
