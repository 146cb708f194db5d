/** Publish and subscribe: channels, patterns, shard channels. */
@NullMarked
package io.glassbox.commands.pubsub;

import org.jspecify.annotations.NullMarked;
