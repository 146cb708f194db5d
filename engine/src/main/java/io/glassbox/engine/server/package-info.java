/** One server and its clients: everything that belongs to it hangs off Server. */
@NullMarked
package io.glassbox.engine.server;

import org.jspecify.annotations.NullMarked;
