/** Values in the format of Redis's snapshots: RDB files, and the payloads of DUMP and RESTORE. */
@NullMarked
package io.glassbox.durability.rdb;

import org.jspecify.annotations.NullMarked;
