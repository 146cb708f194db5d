package io.glassbox.command.declare;

import static io.glassbox.command.declare.Command.command;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CommandTableTest {
    private final CommandTable table = new CommandTable();

    CommandTableTest() {
        table.add(List.of(named("GET"), named("SET"), named("FLUSHALL")));
    }

    private static Command named(String name) {
        return command(name).arity(1).since("1.0.0").handledBy((Handler.SessionHandler) (args, session, reply) -> {});
    }

    @Test
    void aRenamedCommandHasItsNewNameOnly() {
        table.rename("GET", "Fetch");
        assertNull(table.find("get"));
        assertNotNull(table.find("FETCH"));
        assertFalse(table.rename("get", "other"));
    }

    @Test
    void renamesCanBeRepeatedInAnotherTable() {
        assertEquals(Map.of(), table.renames());
        table.rename("get", "fetch");
        table.rename("flushall", "");
        assertEquals(Map.of("get", "fetch", "flushall", ""), table.renames());
    }
}
