/** What tests of every module share: a raw RESP client, seeded randomness, free ports, waits with a deadline, leak checks. */
@NullMarked
package io.glassbox.quality.testkit;

import org.jspecify.annotations.NullMarked;
