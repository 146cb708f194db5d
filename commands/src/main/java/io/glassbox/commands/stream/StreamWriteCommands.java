package io.glassbox.commands.stream;

import static io.glassbox.command.declare.AclCategory.STREAM;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.DENYOOM;
import static io.glassbox.command.declare.CommandFlag.FAST;
import static io.glassbox.command.declare.CommandFlag.WRITE;
import static io.glassbox.command.declare.KeyFlag.DELETE;
import static io.glassbox.command.declare.KeyFlag.RW;
import static io.glassbox.command.declare.KeyFlag.UPDATE;
import static io.glassbox.command.declare.KeySpec.at;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.Command;
import io.glassbox.engine.change.KeyEvent;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.type.StreamValue;
import io.glassbox.engine.type.TypeContext;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.stream.StreamId;
import io.glassbox.structure.stream.StreamLog;
import java.util.ArrayList;
import java.util.List;

/** Adding entries and cutting off old ones. */
public final class StreamWriteCommands {
    private static final CommandError XADD_ARITY = CommandError.wrongArity("xadd");
    private static final CommandError ZERO_ID =
            CommandError.of("ERR The ID specified in XADD must be greater than 0-0");
    private static final CommandError EXHAUSTED =
            CommandError.of("ERR The stream has exhausted the last possible ID, unable to add more items");
    private static final CommandError TOO_SMALL =
            CommandError.of("ERR The ID specified in XADD is equal or smaller than the target stream top item");
    private static final CommandError TOO_LARGE = CommandError.of("ERR Elements are too large to be stored");
    private static final CommandError NEGATIVE_ADDED = CommandError.of("ERR entries_added must be positive");
    private static final CommandError BELOW_DELETED_GIVEN =
            CommandError.of("ERR The ID specified in XSETID is smaller than the provided max_deleted_entry_id");
    private static final CommandError BELOW_DELETED =
            CommandError.of("ERR The ID specified in XSETID is smaller than current max_deleted_entry_id");
    private static final CommandError BELOW_TOP =
            CommandError.of("ERR The ID specified in XSETID is smaller than the target stream top item");
    private static final CommandError ADDED_BELOW_LENGTH =
            CommandError.of("ERR The entries_added specified in XSETID is smaller than the target stream length");

    /** How much of the ID of a new entry is given. */
    private enum IdForm {
        GENERATED,
        /** Milliseconds alone. */
        OPEN,
        GIVEN
    }

    /** XADD key [options] id field value [field value …]: the ID of the new entry. O(1). */
    private final Command xadd = command("XADD")
            .arity(-5)
            .since("5.0.0")
            .flags(WRITE, DENYOOM, FAST)
            .acl(STREAM)
            .key(at(1, RW, UPDATE))
            .tips("nondeterministic_output")
            .handledBy(this::xadd);

    /** XTRIM key MAXLEN | MINID [= | ~] threshold [LIMIT n] [policy]: how many entries went. */
    private final Command xtrim = command("XTRIM")
            .arity(-4)
            .since("5.0.0")
            .flags(WRITE)
            .acl(STREAM)
            .key(at(1, RW, DELETE))
            .tips("nondeterministic_output")
            .handledBy(this::xtrim);

    /** XSETID key id [ENTRIESADDED n] [MAXDELETEDID id]: makes a stream one that was filled elsewhere. */
    private final Command xsetid = command("XSETID")
            .arity(-3)
            .since("5.0.0")
            .flags(WRITE, DENYOOM, FAST)
            .acl(STREAM)
            .key(at(1, RW, UPDATE))
            .handledBy(this::xsetid);

    private final TypeContext types;
    private final StreamReply replies;
    private final TrimOptions trim = new TrimOptions();
    private final ProducerOptions producer;
    private final ArgFields fields = new ArgFields();
    private final StreamId id = new StreamId();
    private final StreamId last = new StreamId();
    private final StreamId deleted = new StreamId();
    private boolean isMade;

    public StreamWriteCommands(TypeContext types) {
        this.types = types;
        replies = new StreamReply(types);
        producer = new ProducerOptions(types);
    }

    public List<Command> commands() {
        return List.of(xadd, xtrim, xsetid);
    }

    private void xadd(Args args, Keyspace keys, ReplyWriter reply) {
        int idAt = readAddOptions(args);
        IdForm form = readId(args, idAt);
        trim.check();
        int first = idAt + 1;
        if (args.count() <= first || (args.count() - first) % 2 != 0) {
            throw XADD_ARITY;
        }
        fields.wrap(args, first);
        producer.check(form == IdForm.GENERATED, fields);
        if (form == IdForm.GIVEN && id.isLeast()) {
            throw ZERO_ID;
        }
        ByteView key = args.at(1);
        StreamValue stream = keys.open(StreamValue.KIND, key);
        if (!stream.exists() && !isMade) {
            reply.nil();
            return;
        }
        long now = keys.clock().unixMillis();
        if (producer.isKnown(stream, now, id)) {
            replies.id(reply, id);
            return;
        }
        chooseId(stream, form, now);
        add(keys, key, stream);
        replies.id(reply, id);
    }

    /** Returns the index of the ID. */
    private int readAddOptions(Args args) {
        trim.clear();
        producer.clear();
        isMade = true;
        int at = 2;
        while (at < args.count()) {
            if (args.length(at) == 1 && args.at(at).byteAt(0) == '*') {
                return at;
            }
            int taken = trim.read(args, at);
            if (taken == 0) {
                taken = producer.read(args, at);
            }
            if (taken == 0 && args.is(at, "NOMKSTREAM")) {
                isMade = false;
                taken = 1;
            }
            if (taken == 0) {
                return at;
            }
            at += taken;
        }
        return at;
    }

    private IdForm readId(Args args, int at) {
        if (at >= args.count()) {
            return IdForm.GIVEN;
        }
        ByteView text = args.at(at);
        if (text.length() == 1 && text.byteAt(0) == '*') {
            return IdForm.GENERATED;
        }
        if (StreamIdText.parseOpen(text, id)) {
            return IdForm.OPEN;
        }
        StreamIdText.readStrict(args, at, 0, id);
        return IdForm.GIVEN;
    }

    private void chooseId(StreamValue stream, IdForm form, long now) {
        stream.lastId(last);
        if (last.isGreatest()) {
            throw EXHAUSTED;
        }
        boolean follows = form == IdForm.GENERATED
                ? Long.compareUnsigned(now, last.millis()) <= 0
                : form == IdForm.OPEN && id.millis() == last.millis();
        if (follows) {
            if (form == IdForm.OPEN && last.sequence() == -1) {
                throw TOO_SMALL;
            }
            id.set(last).increment();
        } else if (form == IdForm.GENERATED) {
            id.set(now, 0);
        }
        if (!id.isAbove(last)) {
            throw TOO_SMALL;
        }
    }

    private void add(Keyspace keys, ByteView key, StreamValue stream) {
        long bytes = fields.bytes();
        if (bytes > StreamLog.MAX_ENTRY_BYTES) {
            throw TOO_LARGE;
        }
        stream.create();
        stream.append(id, fields, bytes);
        producer.record(stream, types.limits(), id);
        keys.changed(key, KeyEvent.XADD);
        if (trim.isGiven() && trim.trim(stream, types.limits()) > 0) {
            keys.also(key, KeyEvent.XTRIM);
        }
        if (keys.effects().isWanted()) {
            propagateAdd(keys, key, stream);
        }
    }

    private void propagateAdd(Keyspace keys, ByteView key, StreamValue stream) {
        List<byte[]> effect = new ArrayList<>();
        effect.add(TrimOptions.ascii("XADD"));
        effect.add(key.toBytes());
        trim.addEffect(effect, stream, replies, last);
        effect.add(replies.bytes(id));
        for (int i = 0; i < fields.count(); i++) {
            effect.add(fields.field(i).toBytes());
            effect.add(fields.value(i).toBytes());
        }
        keys.effects().instead(effect.toArray(byte[][]::new));
        if (producer.isGiven() && stream.contains(id)) {
            keys.effects().instead(producer.recordEffect(key, replies.bytes(id)));
        }
    }

    private void xtrim(Args args, Keyspace keys, ReplyWriter reply) {
        trim.clear();
        int at = 2;
        while (at < args.count()) {
            int taken = trim.read(args, at);
            if (taken == 0) {
                throw CommandError.SYNTAX;
            }
            at += taken;
        }
        trim.checkGiven();
        ByteView key = args.at(1);
        StreamValue stream = keys.open(StreamValue.KIND, key);
        long removed = stream.exists() ? trim.trim(stream, types.limits()) : 0;
        keys.changed(key, KeyEvent.XTRIM, removed);
        if (removed > 0 && keys.effects().isWanted()) {
            List<byte[]> effect = new ArrayList<>();
            effect.add(TrimOptions.ascii("XTRIM"));
            effect.add(key.toBytes());
            trim.addEffect(effect, stream, replies, last);
            keys.effects().instead(effect.toArray(byte[][]::new));
        }
        reply.integer(removed);
    }

    private void xsetid(Args args, Keyspace keys, ReplyWriter reply) {
        StreamIdText.readStrict(args, 2, 0, id);
        long added = -1;
        deleted.setLeast();
        for (int i = 3; i < args.count(); i += 2) {
            boolean hasMore = i + 1 < args.count();
            if (hasMore && args.is(i, "ENTRIESADDED")) {
                added = args.longAt(i + 1);
                if (added < 0) {
                    throw NEGATIVE_ADDED;
                }
            } else if (hasMore && args.is(i, "MAXDELETEDID")) {
                StreamIdText.readStrict(args, i + 1, 0, deleted);
                if (id.isBelow(deleted)) {
                    throw BELOW_DELETED_GIVEN;
                }
            } else {
                throw CommandError.SYNTAX;
            }
        }
        ByteView key = args.at(1);
        StreamValue stream = keys.open(StreamValue.KIND, key);
        checkId(stream, added);
        stream.putLastId(id);
        if (added != -1) {
            stream.putEntriesAdded(added);
        }
        if (!deleted.isLeast()) {
            stream.putMaxDeletedId(deleted);
        }
        keys.changed(key, KeyEvent.XSETID);
        reply.ok();
    }

    private void checkId(StreamValue stream, long added) {
        if (!stream.exists()) {
            throw CommandError.NO_SUCH_KEY;
        }
        if (stream.length() > 0) {
            if (id.isBelow(stream.lastEntryId(last))) {
                throw BELOW_TOP;
            }
            if (added != -1 && added < stream.length()) {
                throw ADDED_BELOW_LENGTH;
            }
        }
        if (id.isBelow(stream.maxDeletedId(last))) {
            throw BELOW_DELETED;
        }
    }
}
