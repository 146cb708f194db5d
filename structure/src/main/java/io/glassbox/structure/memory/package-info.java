/** Memory outside the Java heap: raw access, views, and the slab allocator with its accounts. */
@NullMarked
package io.glassbox.structure.memory;

import org.jspecify.annotations.NullMarked;
