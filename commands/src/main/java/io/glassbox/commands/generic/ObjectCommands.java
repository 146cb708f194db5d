package io.glassbox.commands.generic;

import static io.glassbox.command.declare.AclCategory.KEYSPACE;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.LOADING;
import static io.glassbox.command.declare.CommandFlag.READONLY;
import static io.glassbox.command.declare.CommandFlag.STALE;
import static io.glassbox.command.declare.KeyFlag.RO;
import static io.glassbox.command.declare.KeySpec.at;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.call.HelpText;
import io.glassbox.command.declare.Command;
import io.glassbox.engine.entry.Encoding;
import io.glassbox.engine.entry.Entry;
import io.glassbox.engine.entry.Slot;
import io.glassbox.engine.entry.ValueType;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.memory.Memory;
import java.util.List;

/** OBJECT: how a value is kept and how it is used. All O(1), all null for a key that does not exist. */
public final class ObjectCommands {
    /** What Redis answers for an object that all keys share. We share none, but clients test for these. */
    private static final int SHARED = Integer.MAX_VALUE;

    /** Redis shares the integers from 0 up to here, exclusive. */
    private static final long SHARED_INTEGERS = 10_000;

    private static final CommandError NOT_LFU = CommandError.of(
            "ERR An LFU maxmemory policy is not selected, access frequency not tracked. Please note that when switching"
                    + " between policies at runtime LRU and LFU data will take some time to adjust.");
    private static final CommandError IS_LFU = CommandError.of(
            "ERR An LFU maxmemory policy is selected, idle time not tracked. Please note that when switching"
                    + " between policies at runtime LRU and LFU data will take some time to adjust.");

    /** OBJECT, the container. */
    static final Command OBJECT = command("OBJECT").arity(-2).since("2.2.3").container();

    /** OBJECT ENCODING key: the name of its encoding. */
    static final Command ENCODING = command("OBJECT|ENCODING")
            .arity(3)
            .since("2.2.3")
            .flags(READONLY)
            .acl(KEYSPACE)
            .key(at(2, RO))
            .tips("nondeterministic_output")
            .handledBy(ObjectCommands::encoding);

    /** OBJECT FREQ key: the logarithmic counter of its uses, with an LFU policy. */
    static final Command FREQ = command("OBJECT|FREQ")
            .arity(3)
            .since("4.0.0")
            .flags(READONLY)
            .acl(KEYSPACE)
            .key(at(2, RO))
            .tips("nondeterministic_output")
            .handledBy(ObjectCommands::freq);

    /** OBJECT IDLETIME key: the seconds since its last use, without an LFU policy. */
    static final Command IDLETIME = command("OBJECT|IDLETIME")
            .arity(3)
            .since("2.2.3")
            .flags(READONLY)
            .acl(KEYSPACE)
            .key(at(2, RO))
            .tips("nondeterministic_output")
            .handledBy(ObjectCommands::idleTime);

    /** OBJECT REFCOUNT key: how many references Redis would count. */
    static final Command REFCOUNT = command("OBJECT|REFCOUNT")
            .arity(3)
            .since("2.2.3")
            .flags(READONLY)
            .acl(KEYSPACE)
            .key(at(2, RO))
            .tips("nondeterministic_output")
            .handledBy(ObjectCommands::refCount);

    /** OBJECT HELP. */
    static final Command HELP = command("OBJECT|HELP")
            .arity(2)
            .since("6.2.0")
            .flags(LOADING, STALE)
            .acl(KEYSPACE)
            .handledBy(ObjectCommands::help);

    public static final List<Command> COMMANDS = List.of(OBJECT, ENCODING, FREQ, IDLETIME, REFCOUNT, HELP);

    private ObjectCommands() {}

    private static void encoding(Args args, Keyspace keys, ReplyWriter reply) {
        Slot slot = keys.inspect(args.at(2));
        if (slot.exists()) {
            reply.bulk(Entry.encoding(slot.entry()).printedName());
        } else {
            reply.nil();
        }
    }

    private static void freq(Args args, Keyspace keys, ReplyWriter reply) {
        Slot slot = keys.inspect(args.at(2));
        if (!slot.exists()) {
            reply.nil();
            return;
        }
        if (!keys.access().isFrequency()) {
            throw NOT_LFU;
        }
        reply.integer(keys.access().frequency(slot.entry()));
    }

    private static void idleTime(Args args, Keyspace keys, ReplyWriter reply) {
        Slot slot = keys.inspect(args.at(2));
        if (!slot.exists()) {
            reply.nil();
            return;
        }
        if (keys.access().isFrequency()) {
            throw IS_LFU;
        }
        reply.integer(keys.access().idleSeconds(slot.entry()));
    }

    private static void refCount(Args args, Keyspace keys, ReplyWriter reply) {
        Slot slot = keys.inspect(args.at(2));
        if (slot.exists()) {
            reply.integer(isShared(slot.entry(), keys) ? SHARED : 1);
        } else {
            reply.nil();
        }
    }

    private static boolean isShared(long entry, Keyspace keys) {
        if (Entry.type(entry) != ValueType.STRING || Entry.encoding(entry) != Encoding.INT) {
            return false;
        }
        long value = Memory.getLong(Entry.valueAddress(entry));
        return value >= 0 && value < SHARED_INTEGERS && !keys.access().isGuidingEviction();
    }

    private static void help(Args args, Keyspace keys, ReplyWriter reply) {
        HelpText.write(
                reply,
                "OBJECT",
                "ENCODING <key>",
                "    How the value of the key is kept.",
                "FREQ <key>",
                "    How often the key is used, on a logarithmic scale, if the eviction policy counts it.",
                "IDLETIME <key>",
                "    The seconds since the key was last used.",
                "REFCOUNT <key>",
                "    How many references there are to the value.");
    }
}
