package io.glassbox.durability.aof;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.glassbox.durability.snapshot.LoadFailed;
import io.glassbox.engine.server.Server;
import io.glassbox.foundation.file.FileErrors;
import io.glassbox.foundation.file.FileSystem;
import io.glassbox.foundation.file.StoredFile;
import io.glassbox.foundation.setting.catalogue.PersistenceSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The directory of the append-only files, and the manifest in it. What the manifest says holds from the moment it is stored. */
final class AofDirectory {
    private static final String MANIFEST_SUFFIX = ".manifest";

    private final Server server;
    private final FileSystem files;
    private final Supplier<Path> path;
    private final Supplier<String> prefix;
    /** Names of files that the other thread has yet to delete. */
    private final Set<String> going = ConcurrentHashMap.newKeySet();

    private volatile boolean deleting;
    private AofManifest manifest = AofManifest.empty();

    /** That of a server, wherever its settings have it. */
    AofDirectory(Server server) {
        this(
                server,
                () -> server.directory().resolve(server.settings().get(PersistenceSettings.APPENDDIRNAME)),
                () -> server.settings().get(PersistenceSettings.APPENDFILENAME));
    }

    private AofDirectory(Server server, Supplier<Path> path, Supplier<String> prefix) {
        this.server = server;
        this.files = server.directory().files();
        this.path = path;
        this.prefix = prefix;
    }

    /** Another one, with the manifest of this name, which there has to be; it is only read. Throws {@link LoadFailed}. */
    static AofDirectory of(Server server, Path manifest) {
        String name = String.valueOf(manifest.getFileName());
        Path directory = manifest.getParent();
        if (directory == null || !name.endsWith(MANIFEST_SUFFIX)) {
            throw new LoadFailed("The file " + manifest + " is no manifest: its name has to end with .manifest");
        }
        String prefix = name.substring(0, name.length() - MANIFEST_SUFFIX.length());
        AofDirectory other = new AofDirectory(server, () -> directory, () -> prefix);
        if (!other.files.exists(manifest)) {
            throw new LoadFailed("The manifest " + manifest + " that preload-file names does not exist");
        }
        other.readManifest();
        return other;
    }

    /** Whether this is where a manifest lies. */
    boolean has(Path manifest) {
        return manifestFile().equals(manifest);
    }

    AofManifest manifest() {
        return manifest;
    }

    /** The first part of all names. */
    String prefix() {
        return prefix.get();
    }

    Path path() {
        return path.get();
    }

    Path file(String name) {
        return path().resolve(name);
    }

    /** The name of the next base. */
    String nextBase() {
        return manifest.nextBase(prefix(), server.settings().get(PersistenceSettings.AOF_USE_RDB_PREAMBLE));
    }

    /** The name of a base until it is complete: one that crashes leave is replaced by the next. */
    String temporaryBase() {
        return "temp-rewriteaof-" + prefix();
    }

    /** Where the increment is kept of a file that was just turned on. */
    Path temporaryIncrement() {
        return file("temp-" + prefix() + ".incr");
    }

    /** A manifest with a further increment. */
    AofManifest incremented(AofManifest to) {
        return to.incremented(prefix(), going::contains);
    }

    /** Bytes of a file. */
    long bytes(String name) throws IOException {
        try (StoredFile file = files.open(file(name), FileSystem.Mode.READ)) {
            return file.size();
        }
    }

    String manifestName() {
        return prefix() + MANIFEST_SUFFIX;
    }

    private Path manifestFile() {
        return file(manifestName());
    }

    /** Whether there is nothing in it, or no such directory. */
    boolean isEmpty() throws IOException {
        return !files.isDirectory(path()) || files.list(path()).isEmpty();
    }

    /** Deletes what the manifest names, the manifest and the directory, on the thread that may wait for it. */
    void deleteAll(DiskThread disk) {
        List<Path> gone = new ArrayList<>(List.of(manifestFile()));
        manifest.parts().forEach(part -> gone.add(file(part.name())));
        manifest.history().forEach(part -> gone.add(file(part.name())));
        gone.add(path());
        manifest = AofManifest.empty();
        deleting = true;
        disk.later(() -> {
            gone.forEach(this::delete);
            deleting = false;
        });
    }

    /** Whether that is still to be done: new files could have the names of those that go. */
    boolean isBeingDeleted() {
        return deleting;
    }

    void create() throws IOException {
        files.createDirectory(path());
    }

    /** Reads the manifest, if there is one; throws {@link LoadFailed}. */
    void readManifest() {
        Path path = manifestFile();
        manifest = AofManifest.empty();
        if (!files.exists(path)) {
            return;
        }
        try {
            manifest = AofManifest.parse(new String(files.readAll(path), ISO_8859_1));
        } catch (BadManifest bad) {
            if (bad.line() > 0) {
                server.log()
                        .warning("Reading the manifest file " + path + ", at line " + bad.line() + ": '" + bad.text()
                                + "'");
            }
            throw new LoadFailed("FATAL AOF MANIFEST FILE ERROR: " + bad.reason());
        } catch (IOException e) {
            throw new LoadFailed(
                    "Fatal error: can't open the AOF manifest file " + path + " for reading: " + FileErrors.reason(e));
        }
    }

    /** Stores a manifest in the place of the old one, and goes by it if that succeeded. */
    void store(AofManifest next) throws IOException {
        Path temporary = file("temp-" + prefix() + ".manifest");
        files.replace(manifestFile(), temporary, next.text().getBytes(ISO_8859_1));
        manifest = next;
    }

    /** Takes a single file of before there were manifests as the base; goes on where that was interrupted. */
    void upgrade() throws IOException {
        Path old = server.directory().resolve(prefix());
        if (!files.exists(old) || files.isDirectory(old)) {
            return;
        }
        boolean isBegun = manifest.base() != null
                && manifest.increments().isEmpty()
                && manifest.base().name().equals(prefix())
                && !files.exists(file(prefix()));
        if (!isBegun) {
            if (!manifest.isEmpty()) {
                return;
            }
            create();
            store(manifest.upgraded(prefix()));
        }
        files.rename(old, file(prefix()));
        files.syncDirectory(path());
        server.log()
                .notice("Successfully migrated an old-style AOF configuration (" + prefix()
                        + ") into the AOF directory (" + path().getFileName() + ").");
    }

    /** Deletes what no manifest names any more, on the thread that may wait for it. */
    void deleteHistory(DiskThread disk) throws IOException {
        AofManifest current = manifest;
        if (current.history().isEmpty() || server.settings().get(PersistenceSettings.AOF_DISABLE_AUTO_GC)) {
            return;
        }
        for (AofManifest.Part part : current.history()) {
            Path gone = file(part.name());
            server.log().notice("Removing the history file " + part.name() + " in the background");
            going.add(part.name());
            disk.later(() -> {
                delete(gone);
                going.remove(part.name());
            });
        }
        store(current.withoutHistory());
    }

    /** Deletes a file; if that fails, it is of no use and of no harm. */
    void delete(Path file) {
        try {
            files.delete(file);
        } catch (IOException e) {
            server.log().warning("The file " + file + " could not be deleted: " + FileErrors.reason(e));
        }
    }
}
