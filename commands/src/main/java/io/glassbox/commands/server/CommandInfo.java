package io.glassbox.commands.server;

import io.glassbox.command.declare.AclCategory;
import io.glassbox.command.declare.Command;
import io.glassbox.command.declare.CommandFlag;
import io.glassbox.command.declare.KeyFlag;
import io.glassbox.command.declare.KeySpec;
import io.glassbox.command.declare.KeySpec.AtIndex;
import io.glassbox.command.declare.KeySpec.AtKeyword;
import io.glassbox.command.declare.KeySpec.Begin;
import io.glassbox.command.declare.KeySpec.BeginUnknown;
import io.glassbox.command.declare.KeySpec.Counted;
import io.glassbox.command.declare.KeySpec.Find;
import io.glassbox.command.declare.KeySpec.FindUnknown;
import io.glassbox.command.declare.KeySpec.Range;
import io.glassbox.command.declare.RegisteredCommand;
import io.glassbox.network.protocol.ReplyWriter;
import java.util.ArrayList;
import java.util.List;

/** One command as COMMAND INFO tells it to clients. */
final class CommandInfo {
    private CommandInfo() {}

    /** First key, last key and step, from the time when that was all that clients were told. */
    private record LegacyRange(int first, int last, int step) {
        static final LegacyRange NONE = new LegacyRange(0, 0, 0);

        /** The specs that are plain ranges, taken together; none if there is a gap or another step between them. */
        static LegacyRange of(Command command) {
            LegacyRange all = NONE;
            for (KeySpec spec : command.keySpecs()) {
                if (spec.begin() instanceof AtIndex(int index)
                        && spec.find() instanceof Range(int last, int step, int limit)
                        && limit <= 1) {
                    int end = last >= 0 ? index + last : last;
                    if (all.equals(NONE)) {
                        all = new LegacyRange(index, end, step);
                    } else if (all.last + 1 == index && all.step == 1 && step == 1) {
                        all = new LegacyRange(all.first, end, 1);
                    }
                }
            }
            return all;
        }
    }

    static void write(RegisteredCommand registered, ReplyWriter reply) {
        Command command = registered.command();
        LegacyRange range = LegacyRange.of(command);
        reply.array(10);
        reply.bulk(command.name());
        reply.integer(command.arity());
        writeFlags(command, range, reply);
        reply.integer(range.first());
        reply.integer(range.last());
        reply.integer(range.step());
        writeCategories(command, reply);
        reply.array(command.tips().size());
        command.tips().forEach(reply::bulk);
        reply.array(command.keySpecs().size());
        command.keySpecs().forEach(spec -> writeSpec(spec, reply));
        reply.array(registered.subcommands().size());
        registered.subcommands().values().forEach(subcommand -> write(subcommand, reply));
    }

    static void writeKeyFlags(long flags, ReplyWriter reply) {
        List<String> names = new ArrayList<>();
        for (KeyFlag flag : KeyFlag.values()) {
            if ((flags & flag.bit()) != 0) {
                names.add(flag.printedName());
            }
        }
        reply.set(names.size());
        names.forEach(reply::simple);
    }

    private static void writeFlags(Command command, LegacyRange range, ReplyWriter reply) {
        List<String> names = flagNames(command, range);
        reply.set(names.size());
        names.forEach(reply::simple);
    }

    /** The flags that the command declares, and the one that follows from its keys. */
    static List<String> flagNames(Command command) {
        return flagNames(command, LegacyRange.of(command));
    }

    private static List<String> flagNames(Command command, LegacyRange range) {
        List<String> names = new ArrayList<>();
        for (CommandFlag flag : CommandFlag.values()) {
            boolean movable = flag == CommandFlag.MOVABLEKEYS && hasMovableKeys(command, range);
            if ((command.has(flag) && flag.isPrinted()) || movable) {
                names.add(flag.printedName());
            }
        }
        return names;
    }

    /** Whether the legacy range does not tell all keys; a finder that only tells flags finds no others. */
    private static boolean hasMovableKeys(Command command, LegacyRange range) {
        boolean flagsVary = command.keySpecs().stream().anyMatch(spec -> spec.has(KeyFlag.VARIABLE_FLAGS));
        if (command.keyFinder() != null && !flagsVary) {
            return true;
        }
        for (KeySpec spec : command.keySpecs()) {
            boolean plain = spec.begin() instanceof AtIndex && spec.find() instanceof Range;
            if (!spec.has(KeyFlag.NOT_KEY) && (!plain || spec.has(KeyFlag.INCOMPLETE))) {
                return true;
            }
        }
        return range.equals(LegacyRange.NONE)
                && command.keySpecs().stream().anyMatch(spec -> !spec.has(KeyFlag.NOT_KEY));
    }

    private static void writeCategories(Command command, ReplyWriter reply) {
        List<String> names = new ArrayList<>();
        for (AclCategory category : AclCategory.values()) {
            if ((command.categories() & category.bit()) != 0) {
                names.add(category.printedName());
            }
        }
        reply.set(names.size());
        names.forEach(reply::simple);
    }

    private static void writeSpec(KeySpec spec, ReplyWriter reply) {
        boolean noted = !spec.notes().isEmpty();
        reply.map(noted ? 4 : 3);
        if (noted) {
            reply.bulk("notes");
            reply.bulk(spec.notes());
        }
        reply.bulk("flags");
        writeKeyFlags(spec.flags(), reply);
        reply.bulk("begin_search");
        writeBegin(spec.begin(), reply);
        reply.bulk("find_keys");
        writeFind(spec.find(), reply);
    }

    private static void writeBegin(Begin begin, ReplyWriter reply) {
        switch (begin) {
            case AtIndex(int index) -> {
                typed("index", 1, reply);
                field("index", index, reply);
            }
            case AtKeyword(String keyword, int startFrom) -> {
                typed("keyword", 2, reply);
                reply.bulk("keyword");
                reply.bulk(keyword);
                field("startfrom", startFrom, reply);
            }
            case BeginUnknown() -> typed("unknown", 0, reply);
        }
    }

    private static void writeFind(Find find, ReplyWriter reply) {
        switch (find) {
            case Range(int last, int step, int limit) -> {
                typed("range", 3, reply);
                field("lastkey", last, reply);
                field("keystep", step, reply);
                field("limit", limit, reply);
            }
            case Counted(int number, int first, int step) -> {
                typed("keynum", 3, reply);
                field("keynumidx", number, reply);
                field("firstkey", first, reply);
                field("keystep", step, reply);
            }
            case FindUnknown() -> typed("unknown", 0, reply);
        }
    }

    private static void typed(String type, int fields, ReplyWriter reply) {
        reply.map(2);
        reply.bulk("type");
        reply.bulk(type);
        reply.bulk("spec");
        reply.map(fields);
    }

    private static void field(String name, long value, ReplyWriter reply) {
        reply.bulk(name);
        reply.integer(value);
    }
}
