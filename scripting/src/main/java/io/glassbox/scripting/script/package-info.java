/** Scripts as Redis runs them: their cache, the run that is under way, what they call and how values become replies. */
@NullMarked
package io.glassbox.scripting.script;

import org.jspecify.annotations.NullMarked;
