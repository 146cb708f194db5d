package io.glassbox.durability.aof;

import io.glassbox.durability.rdb.DamagedRdb;
import io.glassbox.foundation.file.StoredFile;
import io.glassbox.structure.memory.Slabs;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/** Reads the commands of an append-only file without running them: whether all of them are whole, and how many there are. */
public final class CommandScan {
    private CommandScan() {}

    /**
     * Reads to the end, or until it {@code isStopped}; how many commands there are. Throws {@link DamagedRdb} for what is none, and
     * for an end within a command unless the file {@code isGrowing}. The file is closed.
     */
    public static long count(Slabs slabs, StoredFile file, long from, boolean isGrowing, BooleanSupplier isStopped)
            throws IOException {
        try (CommandFile commands = new CommandFile(slabs, file, from)) {
            long count = 0;
            CommandFile.Found found = commands.next();
            while (found == CommandFile.Found.COMMAND && !isStopped.getAsBoolean()) {
                count++;
                found = commands.next();
            }
            boolean isTorn = found == CommandFile.Found.TORN && !isGrowing;
            if (isTorn || found == CommandFile.Found.BROKEN) {
                throw new DamagedRdb((isTorn ? "ends within a command" : "has what is no command") + " at offset "
                        + commands.offset());
            }
            return count;
        }
    }
}
