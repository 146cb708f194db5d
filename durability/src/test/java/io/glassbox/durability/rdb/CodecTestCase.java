package io.glassbox.durability.rdb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.engine.clock.CommandClock;
import io.glassbox.engine.entry.Slot;
import io.glassbox.engine.keyspace.Databases;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.foundation.random.SeededRandom;
import io.glassbox.foundation.time.ManualClock;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;

/** A keyspace without a server, with a reader and a writer of values; every test ends with a look for leaks. */
abstract class CodecTestCase {
    final Slabs slabs = Slabs.create();
    final Databases databases =
            new Databases(1, slabs, new CommandClock(new ManualClock(1_700_000_000_000L)), new SeededRandom(5));
    final Keyspace keys = databases.get(0);
    final ValueReader reader = new ValueReader(databases.types());
    final ValueWriter writer = ValueWriter.forPayloads(databases.types());
    final RdbOutput output = RdbOutput.growing(slabs);
    final PayloadInput input = new PayloadInput(slabs);

    @AfterEach
    final void closeAll() {
        output.close();
        input.close();
        reader.close();
        databases.close();
        assertEquals(0, slabs.usedBytes());
        slabs.close();
    }

    /** Lends the bytes of a text, one byte per char. */
    final void with(String text, Consumer<ByteView> action) {
        with(text.getBytes(StandardCharsets.ISO_8859_1), action);
    }

    final void with(byte[] bytes, Consumer<ByteView> action) {
        long block = slabs.allocate(bytes.length);
        Memory.copyIn(bytes, 0, block, bytes.length);
        try {
            action.accept(new ByteView(block, bytes.length));
        } finally {
            slabs.free(block);
        }
    }

    /** The payload of a key's value. */
    final byte[] dump(String key) {
        byte[][] payload = new byte[1][];
        with(key, name -> {
            Slot slot = keys.read(name);
            output.clear();
            DumpPayload.write(slot.entry(), writer, output);
            payload[0] = output.view(new ByteView()).toBytes();
        });
        return payload[0];
    }

    /** Makes a key of a payload, whose checksum need not be right. */
    final void restore(String key, byte[] payload) {
        with(
                payload,
                bytes -> with(key, name -> {
                    long length = DumpPayload.valueBytes(bytes.address(), bytes.length(), false);
                    if (length < 0) {
                        throw new DamagedRdb("has no footer");
                    }
                    input.on(bytes.address(), length);
                    reader.read(input.readByte(), input, keys.store(), name);
                }));
    }

    /** A payload from the hexadecimal digits of type and value. */
    static byte[] payload(String digits) {
        byte[] value = HexFormat.of().parseHex(digits.replace(" ", ""));
        byte[] payload = new byte[value.length + 10];
        System.arraycopy(value, 0, payload, 0, value.length);
        payload[value.length] = 6;
        return payload;
    }
}
