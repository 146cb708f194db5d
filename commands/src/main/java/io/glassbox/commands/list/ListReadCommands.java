package io.glassbox.commands.list;

import static io.glassbox.command.declare.AclCategory.LIST;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.FAST;
import static io.glassbox.command.declare.CommandFlag.READONLY;
import static io.glassbox.command.declare.KeyFlag.ACCESS;
import static io.glassbox.command.declare.KeyFlag.RO;
import static io.glassbox.command.declare.KeySpec.at;

import io.glassbox.command.call.Args;
import io.glassbox.command.declare.Command;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.type.ListValue;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.memory.AddressList;
import java.util.List;

/** Lists that are only looked at. */
public final class ListReadCommands {
    /** LLEN key: how many elements there are. O(1). */
    static final Command LLEN = command("LLEN")
            .arity(2)
            .since("1.0.0")
            .flags(READONLY, FAST)
            .acl(LIST)
            .key(at(1, RO))
            .handledBy(ListReadCommands::llen);

    /** LINDEX key index: an element, from behind if the index is negative. O(log n). */
    static final Command LINDEX = command("LINDEX")
            .arity(3)
            .since("1.0.0")
            .flags(READONLY)
            .acl(LIST)
            .key(at(1, RO, ACCESS))
            .handledBy(ListReadCommands::lindex);

    /** LRANGE key start stop: the elements start..stop, both inclusive; negatives count from the end. */
    static final Command LRANGE = command("LRANGE")
            .arity(4)
            .since("1.0.0")
            .flags(READONLY)
            .acl(LIST)
            .key(at(1, RO, ACCESS))
            .handledBy(ListReadCommands::lrange);

    /** LPOS key element [RANK rank] [COUNT matches] [MAXLEN length]: indexes of elements that are equal. O(n). */
    static final Command LPOS = command("LPOS")
            .arity(-3)
            .since("6.0.6")
            .flags(READONLY)
            .acl(LIST)
            .key(at(1, RO, ACCESS))
            .handledBy(ListReadCommands::lpos);

    public static final List<Command> COMMANDS = List.of(LLEN, LINDEX, LRANGE, LPOS);

    private ListReadCommands() {}

    private static void llen(Args args, Keyspace keys, ReplyWriter reply) {
        reply.integer(keys.read(ListValue.KIND, args.at(1)).length());
    }

    private static void lindex(Args args, Keyspace keys, ReplyWriter reply) {
        ListValue list = keys.read(ListValue.KIND, args.at(1));
        if (!list.exists()) {
            reply.nil();
            return;
        }
        long index = args.longAt(2);
        long length = list.length();
        long fromStart = index < 0 ? index + length : index;
        if (fromStart < 0 || fromStart >= length) {
            reply.nil();
        } else {
            reply.bulk(list.get(fromStart));
        }
    }

    private static void lrange(Args args, Keyspace keys, ReplyWriter reply) {
        long start = args.longAt(2);
        long stop = args.longAt(3);
        ListValue list = keys.read(ListValue.KIND, args.at(1));
        long length = list.length();
        long first = Math.max(start < 0 ? start + length : start, 0);
        long last = Math.min(stop < 0 ? stop + length : stop, length - 1);
        write(reply, list, first, first > last ? 0 : last - first + 1, true);
    }

    /** An array of so many elements from an index on, in either direction. */
    static void write(ReplyWriter reply, ListValue list, long from, long count, boolean forward) {
        reply.array(count);
        if (count == 0) {
            return;
        }
        list.seek(from, forward);
        reply.bulk(list.element());
        for (long i = 1; i < count && list.next(); i++) {
            reply.bulk(list.element());
        }
    }

    private static void lpos(Args args, Keyspace keys, ReplyWriter reply) {
        ListSearch search = new ListSearch(args);
        ListValue list = keys.read(ListValue.KIND, args.at(1));
        list.lookFor(args.at(2));
        boolean hasAny = search.begin(list);
        if (search.isForMany()) {
            writeIndexes(keys, list, search, reply);
            return;
        }
        long index = hasAny ? search.next(list) : -1;
        if (index < 0) {
            reply.nil();
        } else {
            reply.integer(index);
        }
    }

    private static void writeIndexes(Keyspace keys, ListValue list, ListSearch search, ReplyWriter reply) {
        try (AddressList found = new AddressList(keys.databases().slabs())) {
            long index = search.next(list);
            while (index >= 0) {
                found.add(index);
                index = found.size() < search.mostMatches() ? search.next(list) : -1;
            }
            reply.array(found.size());
            for (long i = 0; i < found.size(); i++) {
                reply.integer(found.get(i));
            }
        }
    }
}
