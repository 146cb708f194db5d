package io.glassbox.network.transport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** The file under which a Unix socket is found. */
final class SocketFile {
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
    static void permit(ListenAddress.Unix address) throws IOException {
        if (address.permissions() != 0) {
            Files.setPosixFilePermissions(address.path(), permissions(address.permissions()));
        }
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
