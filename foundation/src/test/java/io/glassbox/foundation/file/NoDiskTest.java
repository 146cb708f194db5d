package io.glassbox.foundation.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class NoDiskTest {
    private static final Path FILE = Path.of("/some/file");

    private final FileSystem disk = new NoDisk();

    @Test
    void whatIsWrittenIsTakenAndForgotten() throws IOException {
        ByteBuffer content = ByteBuffer.wrap(new byte[5]);
        try (StoredFile file = disk.open(FILE, FileSystem.Mode.CREATE)) {
            file.write(content);
            assertEquals(0, content.remaining());
            assertEquals(5, file.size());
            assertEquals(-1, file.read(ByteBuffer.allocate(5), 0));
        }
        assertFalse(disk.exists(FILE));
        assertThrows(NoSuchFileException.class, () -> disk.open(FILE, FileSystem.Mode.READ));
    }
}
