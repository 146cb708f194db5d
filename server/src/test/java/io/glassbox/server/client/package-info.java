/** The server as the clients of its users see it. */
package io.glassbox.server.client;
