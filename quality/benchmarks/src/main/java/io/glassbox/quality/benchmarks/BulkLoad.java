package io.glassbox.quality.benchmarks;

import io.glassbox.quality.testkit.RespClient;
import java.io.ByteArrayOutputStream;
import java.util.function.LongFunction;

/** Sends many commands of one kind as fast as a single connection takes them. */
final class BulkLoad {
    private static final int BATCH = 1000;

    private BulkLoad() {}

    /** Sends {@code command.apply(i)} for every i below {@code count}; an error reply ends the program. */
    static void run(RespClient client, long count, LongFunction<String[]> command) {
        run(client, count, BATCH, command);
    }

    /** The same, so many commands at once. */
    static void run(RespClient client, long count, int batchSize, LongFunction<String[]> command) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (long from = 0; from < count; from += batchSize) {
            int batch = (int) Math.min(batchSize, count - from);
            out.reset();
            for (int i = 0; i < batch; i++) {
                out.writeBytes(RespClient.encode(command.apply(from + i)));
            }
            client.sendRaw(out.toByteArray());
            client.read(batch).stream()
                    .filter(reply -> reply.isError())
                    .findFirst()
                    .ifPresent(reply -> {
                        throw new IllegalStateException(reply.errorText());
                    });
        }
    }
}
