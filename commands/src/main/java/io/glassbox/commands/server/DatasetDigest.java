package io.glassbox.commands.server;

import io.glassbox.engine.entry.Encoding;
import io.glassbox.engine.entry.Entry;
import io.glassbox.engine.keyspace.Databases;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.structure.memory.Memory;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Signatures of data that do not depend on the order in which keys are met: the SHA-1 digests of all keys, each with its database,
 * value and due time, combined by exclusive or. Not those of Redis, but equal wherever the data is.
 */
final class DatasetDigest {
    /** The signature of no data. */
    static final String NOTHING = "0".repeat(40);

    private static final int BYTES = 20;

    private DatasetDigest() {}

    static String of(Databases databases) {
        byte[] all = new byte[BYTES];
        for (int i = 0; i < databases.count(); i++) {
            Keyspace keys = databases.get(i);
            byte[] database = Integer.toString(i).getBytes(StandardCharsets.US_ASCII);
            keys.store().table().forEach(entry -> {
                if (!keys.isExpired(entry)) {
                    combine(all, ofEntry(database, entry));
                }
            });
        }
        return HexFormat.of().formatHex(all);
    }

    static String ofValue(long entry) {
        MessageDigest sha = sha1();
        sha.update(value(entry));
        return HexFormat.of().formatHex(sha.digest());
    }

    private static byte[] ofEntry(byte[] database, long entry) {
        MessageDigest sha = sha1();
        sha.update(database);
        sha.update(Memory.toBytes(Entry.keyAddress(entry), Entry.keyLength(entry)));
        sha.update((byte) 0);
        sha.update(value(entry));
        sha.update(Long.toString(Entry.due(entry)).getBytes(StandardCharsets.US_ASCII));
        return sha.digest();
    }

    /** As clients see it: an integer and the same digits as text are equal. */
    private static byte[] value(long entry) {
        if (Entry.encoding(entry) == Encoding.INT) {
            return Long.toString(Memory.getLong(Entry.valueAddress(entry))).getBytes(StandardCharsets.US_ASCII);
        }
        return Memory.toBytes(Entry.valueAddress(entry), (int) Entry.valueLength(entry));
    }

    private static void combine(byte[] all, byte[] one) {
        for (int i = 0; i < BYTES; i++) {
            all[i] ^= one[i];
        }
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
