package io.glassbox.commands.generic;

import static io.glassbox.command.declare.AclCategory.DANGEROUS;
import static io.glassbox.command.declare.AclCategory.KEYSPACE;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.READONLY;

import io.glassbox.command.call.Args;
import io.glassbox.command.declare.Command;
import io.glassbox.command.scan.ScanOptions;
import io.glassbox.engine.entry.Entry;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.memory.AddressList;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.text.GlobPattern;
import java.util.List;

/** Finds keys: by a pattern, step by step, by chance. Keys whose time has come are not shown. */
public final class ScanCommands {
    /** How often RANDOMKEY draws if it may not delete the expired keys that it meets. */
    private static final int MOST_DRAWS = 100;

    /** KEYS pattern: all that match. O(n) in the keys of the database, in one go. */
    static final Command KEYS = command("KEYS")
            .arity(2)
            .since("1.0.0")
            .flags(READONLY)
            .acl(KEYSPACE, DANGEROUS)
            .tips("request_policy:all_shards", "nondeterministic_output_order")
            .handledBy(ScanCommands::keys);

    /**
     * SCAN cursor [MATCH pattern] [COUNT count] [TYPE type]: some keys, and where to go on. What exists from the first call to
     * the last is returned, possibly twice. O(count) per call.
     */
    static final Command SCAN = command("SCAN")
            .arity(-2)
            .since("2.8.0")
            .flags(READONLY)
            .acl(KEYSPACE)
            .tips("nondeterministic_output", "request_policy:special", "response_policy:special")
            .handledBy(ScanCommands::scan);

    /** RANDOMKEY: null if the database is empty. */
    static final Command RANDOMKEY = command("RANDOMKEY")
            .arity(1)
            .since("1.0.0")
            .flags(READONLY)
            .acl(KEYSPACE)
            .tips("request_policy:all_shards", "response_policy:special", "nondeterministic_output")
            .handledBy(ScanCommands::randomKey);

    public static final List<Command> COMMANDS = List.of(KEYS, SCAN, RANDOMKEY);

    private ScanCommands() {}

    private static void keys(Args args, Keyspace keys, ReplyWriter reply) {
        ByteView pattern = args.at(1);
        boolean all = isEverything(pattern);
        ByteView key = new ByteView();
        try (AddressList found = new AddressList(keys.databases().slabs())) {
            long cursor = 0;
            do {
                cursor = keys.scan(cursor, entry -> {
                    if ((all || GlobPattern.matches(pattern, keyOf(entry, key), false)) && !keys.isExpired(entry)) {
                        found.add(entry);
                    }
                });
            } while (cursor != 0);
            write(found, key, reply);
        }
    }

    private static void scan(Args args, Keyspace keys, ReplyWriter reply) {
        ScanOptions options = ScanOptions.ofKeys(args);
        ByteView key = new ByteView();
        try (AddressList found = new AddressList(keys.databases().slabs())) {
            long cursor = options.cursor();
            long steps = options.mostSteps();
            do {
                cursor = keys.scan(cursor, found::add);
            } while (cursor != 0 && --steps > 0 && found.size() < options.count());
            filter(found, options, keys, key);
            reply.array(2);
            reply.bulk(Long.toUnsignedString(cursor));
            write(found, key, reply);
        }
    }

    /** Keeps what the options ask for; deletes those of them whose time has come. */
    private static void filter(AddressList found, ScanOptions options, Keyspace keys, ByteView key) {
        long kept = 0;
        for (long i = 0; i < found.size(); i++) {
            long entry = found.get(i);
            if (!options.matches(keyOf(entry, key)) || !options.isOfType(Entry.type(entry))) {
                continue;
            }
            if (!keys.isExpired(entry)) {
                found.set(kept++, entry);
            } else if (keys.databases().mayExpire()) {
                keys.expire(entry);
            }
        }
        found.truncate(kept);
    }

    private static void write(AddressList found, ByteView key, ReplyWriter reply) {
        reply.array(found.size());
        for (long i = 0; i < found.size(); i++) {
            reply.bulk(keyOf(found.get(i), key));
        }
    }

    private static void randomKey(Args args, Keyspace keys, ReplyWriter reply) {
        int draws = MOST_DRAWS;
        long entry = keys.randomEntry();
        while (entry != 0 && keys.isExpired(entry) && draws > 0) {
            if (keys.databases().mayExpire()) {
                keys.expire(entry);
            } else {
                draws--;
            }
            entry = keys.randomEntry();
        }
        if (entry == 0) {
            reply.nil();
        } else {
            reply.bulk(Entry.keyAddress(entry), Entry.keyLength(entry));
        }
    }

    private static boolean isEverything(ByteView pattern) {
        return pattern.length() == 1 && pattern.byteAt(0) == '*';
    }

    private static ByteView keyOf(long entry, ByteView key) {
        return key.set(Entry.keyAddress(entry), Entry.keyLength(entry));
    }
}
