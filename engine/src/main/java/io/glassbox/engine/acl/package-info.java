/** Who may do what: users, their passwords and rules, and the log of what was refused. */
@NullMarked
package io.glassbox.engine.acl;

import org.jspecify.annotations.NullMarked;
