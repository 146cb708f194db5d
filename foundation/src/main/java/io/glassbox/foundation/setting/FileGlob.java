package io.glassbox.foundation.setting;

import io.glassbox.foundation.file.FileSystem;
import io.glassbox.foundation.setting.text.NameGlob;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Patterns in the name of an included file, as a shell would expand them: any part of the path may be one. */
final class FileGlob {
    private final FileSystem files;

    FileGlob(FileSystem files) {
        this.files = files;
    }

    /** The existing files that match the absolute {@code pattern}, sorted; none is no error. */
    List<Path> expand(Path pattern) {
        Path root = pattern.getRoot();
        assert root != null : pattern;
        List<Path> found = List.of(root);
        for (Path part : pattern) {
            List<Path> next = new ArrayList<>();
            for (Path directory : found) {
                expand(directory, part.toString(), next);
            }
            found = next;
        }
        return found;
    }

    private void expand(Path directory, String part, List<Path> found) {
        if (!NameGlob.isPattern(part)) {
            Path path = directory.resolve(part);
            if (files.exists(path)) {
                found.add(path);
            }
            return;
        }
        NameGlob glob = new NameGlob(part, false);
        for (Path entry : entries(directory)) {
            String name = String.valueOf(entry.getFileName());
            // Hidden files are meant only by patterns that begin with the dot themselves.
            if (glob.matches(name) && (!name.startsWith(".") || part.startsWith("."))) {
                found.add(entry);
            }
        }
    }

    private List<Path> entries(Path directory) {
        try {
            return files.isDirectory(directory) ? files.list(directory) : List.of();
        } catch (IOException e) {
            return List.of(); // as a shell does with directories that it may not read
        }
    }
}
