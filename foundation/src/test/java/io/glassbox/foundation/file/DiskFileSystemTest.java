package io.glassbox.foundation.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskFileSystemTest {
    private final FileSystem files = new DiskFileSystem();

    @TempDir
    Path given;

    private Path directory;

    @BeforeEach
    void realDirectory() throws IOException {
        directory = given.toRealPath();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private String content(String name) throws IOException {
        return new String(files.readAll(directory.resolve(name)), StandardCharsets.UTF_8);
    }

    @Test
    void appendingKeepsAndCreatingEmpties() throws IOException {
        Path file = directory.resolve("f");
        try (StoredFile appended = files.open(file, FileSystem.Mode.APPEND)) {
            appended.write(bytes("one"));
            appended.sync();
        }
        try (StoredFile appended = files.open(file, FileSystem.Mode.APPEND)) {
            appended.write(bytes("two"));
            assertEquals(6, appended.size());
        }
        assertEquals("onetwo", content("f"));
        try (StoredFile created = files.open(file, FileSystem.Mode.CREATE)) {
            created.write(bytes("x"));
        }
        assertEquals("x", content("f"));
    }

    @Test
    void updatingReadsAndWritesAtTheEndOfWhatIsLeft() throws IOException {
        Path file = directory.resolve("f");
        files.replace(file, directory.resolve("t"), "abcdef".getBytes(StandardCharsets.UTF_8));
        try (StoredFile opened = files.open(file, FileSystem.Mode.UPDATE)) {
            ByteBuffer read = ByteBuffer.allocate(2);
            assertEquals(2, opened.read(read, 3));
            assertArrayEquals("de".getBytes(StandardCharsets.UTF_8), read.array());
            opened.truncate(2);
            opened.write(bytes("Z"));
            assertEquals(-1, opened.read(ByteBuffer.allocate(1), 3));
        }
        assertEquals("abZ", content("f"));
    }

    @Test
    void aReplacementLeavesNoTemporaryFileWhetherItWorksOrNot() throws IOException {
        files.replace(directory.resolve("f"), directory.resolve("t"), new byte[3]);
        assertEquals(List.of(directory.resolve("f")), files.list(directory));
        Path occupied = directory.resolve("d");
        files.createDirectory(occupied);
        files.createDirectory(occupied);
        files.replace(occupied.resolve("x"), occupied.resolve("t"), new byte[1]);
        assertThrows(IOException.class, () -> files.replace(occupied, directory.resolve("t"), new byte[3]));
        assertFalse(files.exists(directory.resolve("t")));
        assertTrue(files.isDirectory(occupied));
    }

    @Test
    void failuresAreWordedAsTheCLibraryDoes() {
        IOException missing =
                assertThrows(IOException.class, () -> files.open(directory.resolve("no"), FileSystem.Mode.READ));
        assertEquals("No such file or directory", FileErrors.reason(missing));
        IOException isDirectory = assertThrows(IOException.class, () -> files.open(directory, FileSystem.Mode.CREATE));
        assertEquals("Is a directory", FileErrors.reason(isDirectory));
    }

    @Test
    void theWorkingDirectoryMovesAndResolves() throws IOException {
        WorkingDirectory working = new WorkingDirectory(files, directory);
        files.createDirectory(directory.resolve("data"));
        Files.createSymbolicLink(directory.resolve("link"), directory.resolve("data"));
        assertEquals(directory.resolve("dump.rdb"), working.resolve("dump.rdb"));
        working.change("link");
        assertEquals(directory.resolve("data"), working.path());
        working.change("..");
        assertEquals(directory, working.path());
        assertEquals(Path.of("/tmp/x"), working.resolve("/tmp/x"));
        files.replace(directory.resolve("plain"), directory.resolve("t"), new byte[0]);
        assertEquals(
                "Not a directory", FileErrors.reason(assertThrows(IOException.class, () -> working.change("plain"))));
        assertEquals(
                "No such file or directory",
                FileErrors.reason(assertThrows(IOException.class, () -> working.change("nowhere"))));
        assertThrows(IOException.class, () -> working.change(""));
        assertEquals(directory, working.path());
    }
}
