package io.glassbox.durability.rdb;

import io.glassbox.engine.entry.EntryStore;
import io.glassbox.engine.entry.Slot;
import io.glassbox.engine.type.TypeContext;
import io.glassbox.structure.listpack.Listpack;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Slabs;

/**
 * Reads values of all types and of all encodings that RDB files ever had, and checks them in full: whatever the bytes are, either
 * a value comes of them whose every part is in order, or {@link DamagedRdb} says why not.
 *
 * <p>Values are encoded here as the settings want them, not as they were where they come from.
 */
public final class ValueReader implements AutoCloseable {
    private final Slabs slabs;
    private final long digits;
    private final KeptBytes kept;
    private final StringReader strings;
    private final ListReader lists;
    private final SortedSetReader sortedSets;
    private final HashReader hashes;
    private final SetReader sets;
    private final StreamReader streams;
    private final Slot failed = new Slot();
    private TypeReader<?> last;

    public ValueReader(TypeContext types) {
        this(types, ValueBound.none(types.slabs()));
    }

    /** For values that are only looked at; within the bound if their pieces allow it. */
    public ValueReader(TypeContext types, ValueBound bound) {
        slabs = types.slabs();
        digits = slabs.allocate(6 * Listpack.SCRATCH_BYTES);
        kept = new KeptBytes(slabs);
        ListpackElements listpack = new ListpackElements(digits);
        ZiplistElements ziplist = new ZiplistElements(digits + 2 * Listpack.SCRATCH_BYTES);
        DistinctElements distinct = new DistinctElements(types.hashing(), digits + 4 * Listpack.SCRATCH_BYTES);
        strings = new StringReader(types, bound);
        lists = new ListReader(types, listpack, ziplist, bound);
        sortedSets = new SortedSetReader(types, listpack, ziplist, distinct, kept, bound);
        hashes = new HashReader(types, listpack, ziplist, distinct, kept, bound);
        sets = new SetReader(types, listpack, distinct, digits + 5 * Listpack.SCRATCH_BYTES, bound);
        streams = new StreamReader(types, kept, bound);
        last = strings;
    }

    /**
     * Reads a value to a key that does not exist; the bytes of the key stay where they are meanwhile. Returns its place, where no
     * key exists if the value is a collection of nothing. Throws {@link DamagedRdb}, and then the key does not exist.
     */
    public Slot read(int type, RdbInput in, EntryStore store, ByteView key) {
        TypeReader<?> reader = readerOf(type, in);
        last = reader;
        boolean isDone = false;
        try {
            Slot place = reader.read(type, in, store, key);
            isDone = true;
            return place;
        } catch (DamagedRdb damage) {
            throw damage.within(RdbType.failure(type), damage.isEnd() ? reader.torn() : RdbType.failure(type) + ".");
        } finally {
            if (!isDone && store.find(key, failed).exists()) {
                store.remove(failed);
            }
        }
    }

    /** Elements of the value that was read last, which is still there; a string is one. */
    public long elements() {
        return last.elements();
    }

    private TypeReader<?> readerOf(int type, RdbInput in) {
        return switch (type) {
            case RdbType.STRING -> strings;
            case RdbType.LIST, RdbType.LIST_ZIPLIST, RdbType.LIST_QUICKLIST, RdbType.LIST_QUICKLIST_2 -> lists;
            case RdbType.ZSET, RdbType.ZSET_2, RdbType.ZSET_ZIPLIST, RdbType.ZSET_LISTPACK -> sortedSets;
            case RdbType.HASH,
                    RdbType.HASH_ZIPMAP,
                    RdbType.HASH_ZIPLIST,
                    RdbType.HASH_LISTPACK,
                    RdbType.HASH_METADATA_PRE_GA,
                    RdbType.HASH_LISTPACK_EX_PRE_GA,
                    RdbType.HASH_METADATA,
                    RdbType.HASH_LISTPACK_EX -> hashes;
            case RdbType.SET, RdbType.SET_INTSET, RdbType.SET_LISTPACK -> sets;
            case RdbType.STREAM_LISTPACKS, RdbType.STREAM_LISTPACKS_2, RdbType.STREAM_LISTPACKS_3 -> streams;
            case RdbType.MODULE_PRE_GA, RdbType.MODULE_2 -> throw moduleValue(ModuleData.readName(in));
            default -> throw new DamagedRdb("has a value of unknown type " + type);
        };
    }

    private static DamagedRdb moduleValue(String name) {
        return new DamagedRdb(
                "has a value of the module type " + name + ", which this server does not have",
                "The RDB file contains module data I can't load: no matching module type '" + name + "'");
    }

    @Override
    public void close() {
        kept.close();
        slabs.free(digits);
    }
}
