package io.glassbox.command.scan;

import io.glassbox.command.call.Args;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.type.Scannable;
import io.glassbox.engine.type.Value;
import io.glassbox.engine.type.ValueKind;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.memory.AddressList;
import java.util.function.Function;

/** One page of HSCAN, SSCAN or ZSCAN: the next cursor, and the elements that match. */
public final class ElementScan {
    private ElementScan() {}

    /** Writes the current element of a collection, in as many parts as {@link ScanOptions#parts} says. */
    @FunctionalInterface
    public interface ElementReply<V> {
        void write(V value, ScanOptions options, ReplyWriter reply);
    }

    /** Replies to {@code *SCAN key cursor [option ...]}. As in Redis, the options of a missing key are not looked at. */
    public static <V extends Value & Scannable> void run(
            Args args,
            Keyspace keys,
            ReplyWriter reply,
            ValueKind<V> kind,
            Function<Args, ScanOptions> read,
            ElementReply<V> element) {
        ScanOptions.cursor(args, 2);
        V value = keys.read(kind, args.at(1));
        if (!value.exists()) {
            reply.array(2);
            reply.bulk("0");
            reply.array(0);
            return;
        }
        ScanOptions options = read.apply(args);
        reply.array(2);
        try (AddressList found = new AddressList(keys.databases().slabs())) {
            long cursor = options.cursor();
            long steps = options.mostSteps();
            do {
                cursor = value.scan(cursor, found);
            } while (cursor != 0 && --steps > 0 && found.size() < options.count());
            filter(value, found, options);
            reply.bulk(Long.toUnsignedString(cursor));
            reply.array(found.size() * options.parts());
            for (long i = 0; i < found.size(); i++) {
                value.choose(found.get(i));
                element.write(value, options, reply);
            }
        }
    }

    private static void filter(Scannable value, AddressList found, ScanOptions options) {
        long kept = 0;
        for (long i = 0; i < found.size(); i++) {
            value.choose(found.get(i));
            if (options.matches(value.name())) {
                found.set(kept++, found.get(i));
            }
        }
        found.truncate(kept);
    }
}
