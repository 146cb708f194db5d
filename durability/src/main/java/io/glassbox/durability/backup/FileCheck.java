package io.glassbox.durability.backup;

import io.glassbox.durability.aof.CommandScan;
import io.glassbox.durability.rdb.DamagedRdb;
import io.glassbox.foundation.file.FileErrors;
import io.glassbox.foundation.file.FileSystem;
import io.glassbox.foundation.file.StoredFile;
import io.glassbox.structure.checksum.Crc64;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * Reads a file again from its first byte to the last: a snapshot has to have the checksum that it ends with, commands have to be
 * whole. Says nothing of what the file would restore; that is what {@link Restoring} is for.
 */
final class FileCheck {
    /** Addresses to reserve: room for the longest command that there can be. */
    private static final long RANGE_BYTES = 16L << 30;

    private static final int CHUNK_BYTES = 1 << 20;
    private static final byte[] MAGIC = "REDIS".getBytes(StandardCharsets.US_ASCII);

    private FileCheck() {}

    /** Whether a file begins as snapshots do. */
    static boolean isSnapshot(StoredFile file) throws IOException {
        ByteBuffer first = ByteBuffer.allocate(MAGIC.length);
        while (first.hasRemaining() && file.read(first, first.position()) > 0) {
            // A short read goes on where it ended.
        }
        return Arrays.equals(first.array(), MAGIC);
    }

    /** Throws an exception that names the file, if it is not in order; returns early if it {@code isStopped}. */
    static void check(FileSystem files, Path path, BooleanSupplier isStopped) throws IOException {
        try (Slabs slabs = Slabs.create(RANGE_BYTES)) {
            boolean isSnapshot;
            try (StoredFile file = files.open(path, FileSystem.Mode.READ)) {
                isSnapshot = isSnapshot(file);
                if (isSnapshot) {
                    checkSum(slabs, file, isStopped);
                }
            }
            if (!isSnapshot) {
                CommandScan.count(slabs, files.open(path, FileSystem.Mode.READ), 0, false, isStopped);
            }
        } catch (DamagedRdb damage) {
            throw new IOException(path + " " + damage.finding(), damage);
        } catch (UncheckedIOException e) {
            throw new IOException(path + ": " + FileErrors.reason(e), e);
        }
    }

    private static void checkSum(Slabs slabs, StoredFile file, BooleanSupplier isStopped) throws IOException {
        long chunk = slabs.allocate(CHUNK_BYTES);
        try {
            long summed = file.size() - Long.BYTES;
            long sum = 0;
            long at = 0;
            while (at < summed && !isStopped.getAsBoolean()) {
                int bytes = (int) Math.min(CHUNK_BYTES, summed - at);
                fill(file, chunk, bytes, at);
                sum = Crc64.update(sum, chunk, bytes);
                at += bytes;
            }
            fill(file, chunk, Long.BYTES, at);
            long written = Memory.getLong(chunk);
            // A sum of zero stands for none: rdbchecksum is off.
            if (written != 0 && written != sum && !isStopped.getAsBoolean()) {
                throw new DamagedRdb("has the checksum " + Long.toHexString(sum) + ", but " + Long.toHexString(written)
                        + " was written");
            }
        } finally {
            slabs.free(chunk);
        }
    }

    private static void fill(StoredFile file, long target, int bytes, long offset) throws IOException {
        ByteBuffer room = Memory.buffer(target, bytes);
        while (room.hasRemaining()) {
            if (file.read(room, offset + room.position()) <= 0) {
                throw new DamagedRdb("ends at offset " + (offset + room.position()));
            }
        }
    }
}
