/** ACL: users, what they may do, and what was refused. */
@NullMarked
package io.glassbox.commands.acl;

import org.jspecify.annotations.NullMarked;
