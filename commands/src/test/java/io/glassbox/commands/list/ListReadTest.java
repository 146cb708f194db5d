package io.glassbox.commands.list;

import org.junit.jupiter.api.Test;

final class ListReadTest extends ListTestCase {
    @Test
    void rangesFarOutsideOfAListAreEmpty() {
        says("3", "RPUSH l a b c");
        for (String key : new String[] {"l", "none"}) {
            says("[]", "LRANGE " + key + " 9223372036854775807 -9223372036854775808");
            says("[]", "LRANGE " + key + " 9223372036854775807 9223372036854775807");
            says("[]", "LRANGE " + key + " -9223372036854775808 -9223372036854775808");
        }
        says("[a b c]", "LRANGE l -9223372036854775808 9223372036854775807");
    }
}
