package io.glassbox.structure.stream;

import io.glassbox.structure.hash.EntryFormat;
import io.glassbox.structure.hash.HashTable;
import io.glassbox.structure.hash.SipHash;
import io.glassbox.structure.memory.Account;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;

/**
 * Which entry each producer of a stream made of which of its messages, so that a message that comes again is not added again. For
 * each producer the newest so many are kept, and none for longer than so many seconds.
 *
 * <pre>
 * of a stream                              of a producer                        of a message
 *   0  8  seconds to keep                    0  32  table of messages             0  16  ID of its entry
 *   8  8  messages to keep of a producer    32   8  reference of the oldest      16   5  reference of the next newer
 *  16  8  messages ever recorded            40   8  and of the newest            21   4  length of its name
 *  24  8  messages that came again          48   4  length of its name           25      name
 *  32  8  producers: a {@link NameIndex}    52      name
 * </pre>
 *
 * The block of the stream is made when there is something to note in it. Messages age by the milliseconds of their entry's ID.
 */
public final class Producers {
    private static final int BYTES = 40;
    private static final int MAX_MESSAGES = 8;
    private static final int RECORDED = 16;
    private static final int REPEATED = 24;
    private static final int PRODUCERS = 32;

    private static final int OLDEST = HashTable.STATE_BYTES;
    private static final int NEWEST = OLDEST + 8;
    private static final int PRODUCER_NAME = NEWEST + 8;

    private static final int NEXT = 16;
    private static final int MESSAGE_LENGTH = 21;
    private static final int MESSAGE = 25;

    private static final long MILLIS_PER_SECOND = 1000;

    /** Where the table finds the names of messages. */
    private static final class MessageFormat implements EntryFormat {
        @Override
        public long keyAddress(long message) {
            return message + MESSAGE;
        }

        @Override
        public int keyLength(long message) {
            return Memory.getInt(message + MESSAGE_LENGTH);
        }
    }

    private final Slabs slabs;
    private final NameIndex names;
    private final HashTable table;
    private final ByteView view = new ByteView();
    private long root;

    public Producers(Slabs slabs, SipHash hashing) {
        this.slabs = slabs;
        this.names = new NameIndex(slabs, PRODUCER_NAME);
        this.table = new HashTable(slabs, new MessageFormat(), hashing);
    }

    public Producers open(long newRoot) {
        root = newRoot;
        if (exist()) {
            names.open(block() + PRODUCERS);
        }
        return this;
    }

    /** Whether anything is kept of this stream; what follows is valid only then. */
    public boolean exist() {
        return StreamRoot.producers(root) != 0;
    }

    private long block() {
        return slabs.toAddress(StreamRoot.producers(root));
    }

    /** Begins to keep something of this stream. */
    public void create(long seconds, long maxMessages) {
        long block = slabs.allocate(BYTES, Account.VALUES);
        Memory.fill(block, BYTES, 0);
        Memory.putLong(block, seconds);
        Memory.putLong(block + MAX_MESSAGES, maxMessages);
        StreamRoot.putProducers(root, slabs.toReference(block));
        names.open(block + PRODUCERS);
    }

    public long seconds() {
        return Memory.getLong(block());
    }

    public long maxMessages() {
        return Memory.getLong(block() + MAX_MESSAGES);
    }

    /** Sets for how long and how many messages are kept, and forgets all. */
    public void configure(long seconds, long maxMessages) {
        clear();
        Memory.putLong(block(), seconds);
        Memory.putLong(block() + MAX_MESSAGES, maxMessages);
    }

    /** Producers that have messages. */
    public int count() {
        return names.count();
    }

    /** Messages of all producers. */
    public long messageCount() {
        long messages = 0;
        int count = names.count();
        for (int i = 0; i < count; i++) {
            table.open(names.block(i));
            messages += table.size();
        }
        return messages;
    }

    public long recorded() {
        return Memory.getLong(block() + RECORDED);
    }

    public long repeated() {
        return Memory.getLong(block() + REPEATED);
    }

    /** Counts a message that came again. */
    public void countRepeated() {
        Memory.putLong(block() + REPEATED, repeated() + 1);
    }

    /** Finds the entry of a message; false if it is new. Too old ones of the producer are forgotten first. */
    public boolean find(ByteView producer, ByteView message, long nowMillis, StreamId entry) {
        long block = names.find(producer);
        if (block == 0) {
            return false;
        }
        expire(block, nowMillis);
        if (table.isEmpty()) {
            drop(block);
            return false;
        }
        long found = table.find(table.hash(message), message);
        if (found == 0) {
            return false;
        }
        entry.read(found);
        return true;
    }

    /** Notes the entry of a message that is not known; forgets the oldest of that producer if there are too many. */
    public void record(ByteView producer, ByteView message, StreamId entry) {
        long block = names.find(producer);
        if (block == 0) {
            block = names.allocate(producer);
            names.insert(block);
        }
        table.open(block);
        long added = slabs.allocate(MESSAGE + (long) message.length(), Account.VALUES);
        Memory.fill(added, MESSAGE, 0);
        entry.write(added);
        Memory.putInt(added + MESSAGE_LENGTH, message.length());
        Memory.copy(message.address(), added + MESSAGE, message.length());
        table.insert(table.hash(message), added);
        table.save(block);
        long reference = slabs.toReference(added);
        long newest = Memory.getLong(block + NEWEST);
        if (newest == 0) {
            Memory.putLong(block + OLDEST, reference);
        } else {
            Memory.putReference(slabs.toAddress(newest) + NEXT, reference);
        }
        Memory.putLong(block + NEWEST, reference);
        Memory.putLong(block() + RECORDED, recorded() + 1);
        while (table.size() > maxMessages()) {
            removeOldest(block);
        }
    }

    /** Forgets the messages of all producers that are too old. */
    public void expireAll(long nowMillis) {
        for (int i = names.count() - 1; i >= 0; i--) {
            long block = names.block(i);
            expire(block, nowMillis);
            if (table.isEmpty()) {
                drop(block);
            }
        }
    }

    /** Opens the table of a producer and leaves it without messages that are too old. */
    private void expire(long block, long nowMillis) {
        table.open(block);
        long least = nowMillis - seconds() * MILLIS_PER_SECOND;
        while (!table.isEmpty() && Memory.getLong(slabs.toAddress(Memory.getLong(block + OLDEST))) < least) {
            removeOldest(block);
        }
    }

    private void removeOldest(long block) {
        long oldest = slabs.toAddress(Memory.getLong(block + OLDEST));
        long next = Memory.getReference(oldest + NEXT);
        table.removeEntry(table.hash(oldest + MESSAGE, Memory.getInt(oldest + MESSAGE_LENGTH)), oldest);
        table.save(block);
        slabs.free(oldest, Account.VALUES);
        Memory.putLong(block + OLDEST, next);
        if (next == 0) {
            Memory.putLong(block + NEWEST, 0);
        }
    }

    private void drop(long block) {
        names.remove(block);
        names.free(block);
    }

    private void clear() {
        for (int i = names.count() - 1; i >= 0; i--) {
            long block = names.block(i);
            table.open(block);
            table.drain(Integer.MAX_VALUE, message -> slabs.free(message, Account.VALUES));
            names.remove(i);
            names.free(block);
        }
    }

    /** Frees everything. O(messages). */
    void drain() {
        if (exist()) {
            clear();
            slabs.free(block(), Account.VALUES);
            StreamRoot.putProducers(root, 0);
        }
    }

    /** Takes the messages of one producer, oldest first. */
    @FunctionalInterface
    public interface MessageVisitor {
        void visit(ByteView message, StreamId entry);
    }

    public ByteView name(int index, ByteView target) {
        return names.name(names.block(index), target);
    }

    public void forEachMessage(int index, MessageVisitor visitor) {
        StreamId entry = new StreamId();
        long reference = Memory.getLong(names.block(index) + OLDEST);
        while (reference != 0) {
            long message = slabs.toAddress(reference);
            visitor.visit(view.set(message + MESSAGE, Memory.getInt(message + MESSAGE_LENGTH)), entry.read(message));
            reference = Memory.getReference(message + NEXT);
        }
    }

    /** Makes these producers, of which there are none, a copy of others. */
    void copyOf(Producers source) {
        if (!source.exist()) {
            return;
        }
        create(source.seconds(), source.maxMessages());
        ByteView producer = new ByteView();
        for (int i = 0; i < source.count(); i++) {
            source.name(i, producer);
            source.forEachMessage(i, (message, entry) -> record(producer, message, entry));
        }
        Memory.putLong(block() + RECORDED, source.recorded());
        Memory.putLong(block() + REPEATED, source.repeated());
    }

    /** Memory of everything but the messages' names, which are taken to be short. */
    long bytes() {
        if (!exist()) {
            return 0;
        }
        long bytes = slabs.sizeOf(block()) + names.bytes();
        int count = names.count();
        for (int i = 0; i < count; i++) {
            long block = names.block(i);
            table.open(block);
            bytes += table.bytes();
            long oldest = Memory.getLong(block + OLDEST);
            bytes += oldest == 0 ? 0 : table.size() * slabs.sizeOf(slabs.toAddress(oldest));
        }
        return bytes;
    }
}
