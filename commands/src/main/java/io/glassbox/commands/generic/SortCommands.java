package io.glassbox.commands.generic;

import static io.glassbox.command.declare.AclCategory.DANGEROUS;
import static io.glassbox.command.declare.AclCategory.LIST;
import static io.glassbox.command.declare.AclCategory.SET;
import static io.glassbox.command.declare.AclCategory.SORTEDSET;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.DENYOOM;
import static io.glassbox.command.declare.CommandFlag.MOVABLEKEYS;
import static io.glassbox.command.declare.CommandFlag.READONLY;
import static io.glassbox.command.declare.CommandFlag.WRITE;
import static io.glassbox.command.declare.KeyFlag.ACCESS;
import static io.glassbox.command.declare.KeyFlag.OW;
import static io.glassbox.command.declare.KeyFlag.RO;
import static io.glassbox.command.declare.KeyFlag.UPDATE;
import static io.glassbox.command.declare.KeySpec.at;
import static io.glassbox.command.declare.KeySpec.unknown;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.Command;
import io.glassbox.command.declare.KeyFinder;
import io.glassbox.command.declare.RegisteredCommand;
import io.glassbox.command.execute.CommandPipeline;
import io.glassbox.engine.change.KeyEvent;
import io.glassbox.engine.entry.ValueType;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.server.Session;
import io.glassbox.engine.server.SessionFlag;
import io.glassbox.engine.type.ListValue;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.text.DoubleText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Elements in order: of numbers or bytes, of their own or of values that belong to them. */
public final class SortCommands {
    private static final CommandError NOT_NUMBERS =
            CommandError.of("ERR One or more scores can't be converted into double");

    private static final String BY_NOTE =
            "For the optional BY/GET keyword. It is marked 'unknown' because the key names"
                    + " derive from the content of the key we sort";

    /**
     * SORT key [BY pattern] [LIMIT offset count] [GET pattern …] [ASC|DESC] [ALPHA] [STORE destination]. O(n log n), and a lookup
     * per element and pattern.
     */
    private final Command sort = command("SORT")
            .arity(-2)
            .since("1.0.0")
            .flags(WRITE, DENYOOM, MOVABLEKEYS)
            .acl(SET, SORTEDSET, LIST, DANGEROUS)
            .key(at(1, RO, ACCESS))
            .key(unknown(RO, ACCESS).note(BY_NOTE))
            .key(unknown(OW, UPDATE)
                    .note("For the optional STORE keyword. It is marked 'unknown' because the keyword can appear"
                            + " anywhere in the argument array"))
            .keysFoundBy(SortCommands::findKeysOfSort)
            .handledBy(this::sort);

    /** SORT_RO key, the same without STORE. */
    private final Command sortReadOnly = command("SORT_RO")
            .arity(-2)
            .since("7.0.0")
            .flags(READONLY, MOVABLEKEYS)
            .acl(SET, SORTEDSET, LIST, DANGEROUS)
            .key(at(1, RO, ACCESS))
            .key(unknown(RO, ACCESS).note(BY_NOTE))
            .keysFoundBy((args, keys) -> keys.key(1, RO.bit() | ACCESS.bit()))
            .handledBy(this::sortOnly);

    private final CommandPipeline pipeline;

    /** {@code pipeline}: who knows which keys a user may read without having named them. */
    public SortCommands(CommandPipeline pipeline) {
        this.pipeline = pipeline;
    }

    public List<Command> commands() {
        return List.of(sort, sortReadOnly);
    }

    private void sort(Args args, Session session, ReplyWriter reply) {
        run(args, new SortOptions(args, true, readsAllKeys(args, session)), session, reply);
    }

    private void sortOnly(Args args, Session session, ReplyWriter reply) {
        run(args, new SortOptions(args, false, readsAllKeys(args, session)), session, reply);
    }

    private boolean readsAllKeys(Args args, Session session) {
        RegisteredCommand command = pipeline.table().find(args.request());
        return command == null
                || pipeline.gates().permission().permissions().readsAllKeys(session.user(), command, args.request());
    }

    private static void run(Args args, SortOptions options, Session session, ReplyWriter reply) {
        Keyspace keys = session.keys();
        SortSource source = new SortSource(keys, args.at(1));
        long size = source.size();
        long first = options.first(size);
        long wanted = options.wanted(size);
        // What a script goes by, or what is stored, has to be in an order that is the same everywhere.
        boolean isKept = options.store() > 0 || session.is(SessionFlag.SCRIPT);
        boolean isSorted = options.isSorted() || source.isUnordered() && isKept;
        try (SortVector vector = new SortVector(keys.databases().slabs());
                SortPattern pattern = new SortPattern(keys)) {
            if (isSorted) {
                source.copyTo(vector, 0, size, false);
                order(args, options, vector, pattern, first, wanted);
            } else {
                source.copyTo(vector, first, wanted, options.isDescending());
                first = 0;
            }
            if (options.store() > 0) {
                reply.integer(store(args, options, keys, vector, pattern, first, wanted));
            } else {
                write(args, options, vector, pattern, first, wanted, reply);
            }
        }
    }

    private static void order(
            Args args, SortOptions options, SortVector vector, SortPattern pattern, long first, long wanted) {
        int by = options.weightPattern();
        boolean isAlpha = options.isAlpha() || !options.isSorted();
        if (by > 0 || !isAlpha) {
            weigh(args, by, isAlpha, vector, pattern);
        }
        SortVector.Order ofBytes = by > 0 ? SortVector.Order.BY_WEIGHT : SortVector.Order.BY_ELEMENT;
        SortVector.Order order = isAlpha ? ofBytes : SortVector.Order.BY_NUMBER;
        if (by > 0 && wanted < vector.size()) {
            vector.sortFirst(order, options.isDescending(), first + wanted);
        } else {
            vector.sort(order, options.isDescending());
        }
    }

    private static void weigh(Args args, int by, boolean isAlpha, SortVector vector, SortPattern pattern) {
        for (long i = 0; i < vector.size(); i++) {
            ByteView element = vector.element(i);
            ByteView weight = by > 0 ? pattern.lookUp(args.at(by), element) : element;
            if (weight != null && isAlpha) {
                vector.weigh(i, weight);
            } else if (weight != null) {
                vector.weigh(i, number(weight));
            }
        }
    }

    /** As C's strtod reads it: nothing at all is 0, blanks may come before, and a zero byte is the end. */
    private static double number(ByteView text) {
        int length = text.cLength();
        int blanks = 0;
        while (blanks < length && isBlank(text.byteAt(blanks))) {
            blanks++;
        }
        double number = DoubleText.parse(text.address() + blanks, length - blanks);
        if (!Double.isNaN(number)) {
            return number;
        }
        if (length > 0) {
            throw NOT_NUMBERS;
        }
        return 0;
    }

    private static boolean isBlank(int c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }

    private static void write(
            Args args,
            SortOptions options,
            SortVector vector,
            SortPattern pattern,
            long first,
            long wanted,
            ReplyWriter reply) {
        reply.array(wanted * Math.max(1, options.getCount()));
        for (long i = first; i < first + wanted; i++) {
            if (options.getCount() == 0) {
                reply.bulk(vector.element(i));
            }
            for (int get = 0; get < options.getCount(); get++) {
                writeOrNil(pattern.lookUp(args.at(options.get(get)), vector.element(i)), reply);
            }
        }
    }

    private static void writeOrNil(@Nullable ByteView value, ReplyWriter reply) {
        if (value == null) {
            reply.nil();
        } else {
            reply.bulk(value);
        }
    }

    /** Gathers what is to be stored before the destination is touched, which may be where it comes from. */
    private static long store(
            Args args,
            SortOptions options,
            Keyspace keys,
            SortVector vector,
            SortPattern pattern,
            long first,
            long wanted) {
        if (options.getCount() == 0) {
            put(keys, args.at(options.store()), vector, first, wanted);
            return wanted;
        }
        ByteView nothing = new ByteView();
        try (SortVector result = new SortVector(keys.databases().slabs())) {
            for (long i = first; i < first + wanted; i++) {
                for (int get = 0; get < options.getCount(); get++) {
                    ByteView value = pattern.lookUp(args.at(options.get(get)), vector.element(i));
                    result.add(value == null ? nothing : value);
                }
            }
            put(keys, args.at(options.store()), result, 0, result.size());
            return result.size();
        }
    }

    /** Puts a list into the place of whatever the key holds; a list of nothing deletes it. */
    private static void put(Keyspace keys, ByteView key, SortVector elements, long first, long count) {
        if (count == 0) {
            if (keys.delete(key)) {
                keys.changed(key, KeyEvent.DEL);
            }
            return;
        }
        ListValue target = keys.replace(ListValue.KIND, key);
        if (target.exists()) {
            keys.overwriting(target.slot(), ValueType.LIST);
        }
        target.restart();
        for (long i = first; i < first + count; i++) {
            target.push(elements.element(i), true);
        }
        keys.changed(key, KeyEvent.SORTSTORE, count);
    }

    /** The last STORE counts; what follows LIMIT, GET and BY is no keyword. */
    private static void findKeysOfSort(Args args, KeyFinder.Sink keys) {
        keys.key(1, RO.bit() | ACCESS.bit());
        int store = 0;
        for (int i = 2; i < args.count(); i++) {
            if (args.is(i, "LIMIT")) {
                i += 2;
            } else if (args.is(i, "GET") || args.is(i, "BY")) {
                i++;
            } else if (args.is(i, "STORE") && i + 1 < args.count()) {
                store = ++i;
            }
        }
        if (store > 0) {
            keys.key(store, OW.bit() | UPDATE.bit());
        }
    }
}
