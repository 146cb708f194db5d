@org.jspecify.annotations.NullMarked
package io.glassbox.server.scripting;
