/** What the tests of this module share: bytes outside the heap, and recorded replies of a real server. */
@NullMarked
package io.glassbox.structure.testing;

import org.jspecify.annotations.NullMarked;
