/** Every setting of the server, by family: what CONFIG, configuration files and arguments know. */
@NullMarked
package io.glassbox.foundation.setting.catalogue;

import org.jspecify.annotations.NullMarked;
