package io.glassbox.network.transport;

import io.glassbox.network.transport.ListenException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** The file under which a Unix socket is found. */
final class SocketFile {
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private SocketFile() {}

    /** Removes what a server that is gone has left; a file that is no socket stays, and binding to it will fail. */
    static void deleteStale(Path path) throws IOException {
        if (isSocket(path)) {
            Files.deleteIfExists(path);
        }
    }

    private static boolean isSocket(Path path) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .isOther();
        } catch (IOException e) {
            return false;
        }
    }

    /** Sets the permissions of {@code unixsocketperm}; 0 leaves them as the umask made them. */
    static void permit(Path path, int mode) throws IOException {
        if (mode != 0) {
            Files.setPosixFilePermissions(path, permissions(mode));
        }
    }

    /** Binds a socket to a file. It listens at once. */
    @FunctionalInterface
    interface Binding {
        void bind(Path file) throws IOException;
    }

    /**
     * For sockets that are bound and listen in one step, so that clients come in before the permissions are set: binds one where
     * nobody else can look, and moves it into its place when it has them. A path so long that no place beside it can be named to
     * the system is bound to as it is.
     */
    static void publish(ListenAddress.Unix address, Binding binding) throws IOException {
        Path path = address.path();
        Path parent = path.toAbsolutePath().getParent();
        boolean fails = parent == null || !Files.isWritable(parent);
        if (fails || address.permissions() == 0) {
            binding.bind(path);
            return;
        }
        Path hidden = Files.createTempDirectory(parent, "", OWNER_ONLY);
        Path socket = hidden.resolve("s");
        try {
            if (length(socket) > SocketCalls.LONGEST_PATH) {
                binding.bind(path);
                permit(path, address.permissions());
                return;
            }
            binding.bind(socket);
            permit(socket, address.permissions());
            Files.move(socket, path);
        } catch (FileAlreadyExistsException e) {
            throw new ListenException(Reason.IN_USE, "Address already in use");
        } finally {
            Files.deleteIfExists(socket);
            Files.delete(hidden);
        }
    }

    private static int length(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    /** The lowest bit is the last constant: others may execute. */
    private static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] all = PosixFilePermission.values();
        for (int i = 0; i < all.length; i++) {
            if ((mode >> (all.length - 1 - i) & 1) != 0) {
                permissions.add(all[i]);
            }
        }
        return permissions;
    }
}
