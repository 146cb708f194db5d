package io.glassbox.foundation.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Words a failure as the C library's {@code strerror} does, since that is what administrators search logs for. */
public final class FileErrors {
    private FileErrors() {}

    /** The same for a failure that had to pass through code that knows of no files. */
    public static String reason(UncheckedIOException failure) {
        IOException cause = failure.getCause();
        return cause == null ? failure.toString() : reason(cause);
    }

    public static String reason(IOException failure) {
        return switch (failure) {
            case NoSuchFileException e -> "No such file or directory";
            case AccessDeniedException e -> "Permission denied";
            case FileAlreadyExistsException e -> "File exists";
            case DirectoryNotEmptyException e -> "Directory not empty";
            case NotDirectoryException e -> "Not a directory";
            case FileSystemException e when e.getReason() != null -> String.valueOf(e.getReason());
            default ->
                failure.getMessage() != null
                        ? failure.getMessage()
                        : failure.getClass().getSimpleName();
        };
    }
}
