/** RESP2 and RESP3: requests framed without a copy, replies written into chunks. */
@NullMarked
package io.glassbox.network.protocol;

import org.jspecify.annotations.NullMarked;
