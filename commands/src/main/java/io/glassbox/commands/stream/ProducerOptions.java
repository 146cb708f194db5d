package io.glassbox.commands.stream;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.engine.type.EncodingLimits;
import io.glassbox.engine.type.StreamValue;
import io.glassbox.engine.type.TypeContext;
import io.glassbox.structure.checksum.Xxh3;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.stream.Producers;
import io.glassbox.structure.stream.StreamId;

/** {@code IDMP producer message | IDMPAUTO producer} of XADD: the same message of a producer is added once. */
final class ProducerOptions {
    private static final CommandError REPEATED = CommandError.of("ERR IDMP/IDMPAUTO specified multiple times");
    private static final CommandError NO_PRODUCER = CommandError.of("ERR IDMP requires a non-empty producer ID");
    private static final CommandError NO_MESSAGE = CommandError.of("ERR IDMP requires a non-empty idempotent ID");
    private static final CommandError NO_AUTO_PRODUCER =
            CommandError.of("ERR IDMPAUTO requires a non-empty producer ID");
    private static final CommandError NEEDS_GENERATED_ID =
            CommandError.of("ERR IDMP/IDMPAUTO can be used only with auto-generated IDs");

    private static final int DIGEST_BYTES = 16;
    private static final long FIRST_FACTOR = 0x9E3779B97F4A7C15L;
    private static final long SECOND_FACTOR = 0xC2B2AE3D27D4EB4FL;

    private final long digest;
    private final ByteView producer = new ByteView();
    private final ByteView message = new ByteView();
    private boolean isGiven;
    private boolean isAutomatic;

    ProducerOptions(TypeContext types) {
        digest = types.scratch(DIGEST_BYTES);
    }

    void clear() {
        isGiven = false;
    }

    boolean isGiven() {
        return isGiven;
    }

    /** Reads the option at an index, if it is one of these; returns how many arguments it takes, 0 if it is another. */
    int read(Args args, int index) {
        int left = args.count() - index - 1;
        if (left >= 2 && args.is(index, "IDMP")) {
            begin(args, index, NO_PRODUCER);
            if (args.length(index + 2) == 0) {
                throw NO_MESSAGE;
            }
            message.set(args.at(index + 2));
            isAutomatic = false;
            return 3;
        }
        if (left >= 1 && args.is(index, "IDMPAUTO")) {
            begin(args, index, NO_AUTO_PRODUCER);
            isAutomatic = true;
            return 2;
        }
        return 0;
    }

    private void begin(Args args, int index, CommandError ifEmpty) {
        if (isGiven) {
            throw REPEATED;
        }
        if (args.length(index + 1) == 0) {
            throw ifEmpty;
        }
        isGiven = true;
        producer.set(args.at(index + 1));
    }

    /** To be called when the ID and the fields are known. */
    void check(boolean isIdGenerated, ArgFields fields) {
        if (!isGiven) {
            return;
        }
        if (!isIdGenerated) {
            throw NEEDS_GENERATED_ID;
        }
        if (isAutomatic) {
            digest(fields);
        }
    }

    /** Names the message by its content: 128 bits of all fields and values in their order. */
    private void digest(ArgFields fields) {
        long first = fields.count();
        long second = fields.bytes();
        for (int i = 0; i < fields.count(); i++) {
            first = add(first, fields.field(i), FIRST_FACTOR);
            first = add(first, fields.value(i), FIRST_FACTOR);
            second = add(second, fields.field(i), SECOND_FACTOR);
            second = add(second, fields.value(i), SECOND_FACTOR);
        }
        Memory.putLong(digest, first);
        Memory.putLong(digest + 8, second);
        message.set(digest, DIGEST_BYTES);
    }

    private static long add(long sum, ByteView bytes, long factor) {
        long mixed = (sum ^ Xxh3.hash(bytes.address(), bytes.length())) * factor;
        return Long.rotateLeft(mixed, 29) + bytes.length();
    }

    /** Whether the message was added before; its ID is in the target then. */
    boolean isKnown(StreamValue stream, long nowMillis, StreamId target) {
        Producers producers = stream.producers();
        if (!isGiven || !stream.exists() || !producers.exist()) {
            return false;
        }
        boolean found = producers.find(producer, message, nowMillis, target);
        if (found) {
            producers.countRepeated();
        }
        return found;
    }

    void record(StreamValue stream, EncodingLimits limits, StreamId id) {
        if (isGiven) {
            ensure(stream, limits);
            stream.producers().record(producer, message, id);
        }
    }

    /** Begins to keep messages of a stream, for as long and as many as the settings say. */
    static void ensure(StreamValue stream, EncodingLimits limits) {
        if (!stream.producers().exist()) {
            stream.producers().create(limits.streamIdmpDuration(), limits.streamIdmpMaxsize());
        }
    }

    /** What records the message elsewhere, where the entry comes with an ID that is not generated. */
    byte[][] recordEffect(ByteView key, byte[] id) {
        return new byte[][] {TrimOptions.ascii("XIDMPRECORD"), key.toBytes(), producer.toBytes(), message.toBytes(), id
        };
    }
}
