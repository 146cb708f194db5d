@NullMarked
package io.glassbox.tools.check;

import org.jspecify.annotations.NullMarked;
