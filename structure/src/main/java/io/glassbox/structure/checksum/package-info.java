/** Checksums that formats and protocols prescribe; none of them is meant for hash tables. */
@NullMarked
package io.glassbox.structure.checksum;

import org.jspecify.annotations.NullMarked;
