/** Hot functions and loops as bytecode of the JVM, made with the class-file API of the JDK and loaded as hidden classes. */
@NullMarked
package io.glassbox.scripting.lua.compile;

import org.jspecify.annotations.NullMarked;
