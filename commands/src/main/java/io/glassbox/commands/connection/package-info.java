/** Commands about the connection itself: PING, AUTH, HELLO, SELECT, CLIENT. */
@NullMarked
package io.glassbox.commands.connection;

import org.jspecify.annotations.NullMarked;
