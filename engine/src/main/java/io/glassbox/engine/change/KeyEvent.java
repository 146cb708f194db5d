package io.glassbox.engine.change;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What happened to a key: the class and the name that subscribers of keyspace events see. */
public enum KeyEvent {
    SET(EventClass.STRING),
    SETRANGE(EventClass.STRING),
    SETBIT(EventClass.STRING),
    APPEND(EventClass.STRING),
    INCRBY(EventClass.STRING),
    INCRBYFLOAT(EventClass.STRING),
    PFADD(EventClass.STRING),
    LPUSH(EventClass.LIST),
    RPUSH(EventClass.LIST),
    LPOP(EventClass.LIST),
    RPOP(EventClass.LIST),
    LINSERT(EventClass.LIST),
    LSET(EventClass.LIST),
    LREM(EventClass.LIST),
    LTRIM(EventClass.LIST),
    SORTSTORE(EventClass.LIST),
    SADD(EventClass.SET),
    SREM(EventClass.SET),
    SPOP(EventClass.SET),
    SINTERSTORE(EventClass.SET),
    SUNIONSTORE(EventClass.SET),
    SDIFFSTORE(EventClass.SET),
    HSET(EventClass.HASH),
    HDEL(EventClass.HASH),
    HINCRBY(EventClass.HASH),
    HINCRBYFLOAT(EventClass.HASH),
    HEXPIRE(EventClass.HASH),
    HPERSIST(EventClass.HASH),
    HEXPIRED(EventClass.HASH),
    ZADD(EventClass.SORTEDSET),
    ZINCR(EventClass.SORTEDSET),
    ZREM(EventClass.SORTEDSET),
    ZREMRANGEBYSCORE(EventClass.SORTEDSET),
    ZREMRANGEBYRANK(EventClass.SORTEDSET),
    ZREMRANGEBYLEX(EventClass.SORTEDSET),
    ZRANGESTORE(EventClass.SORTEDSET),
    ZUNIONSTORE(EventClass.SORTEDSET),
    ZINTERSTORE(EventClass.SORTEDSET),
    ZDIFFSTORE(EventClass.SORTEDSET),
    ZPOPMIN(EventClass.SORTEDSET),
    ZPOPMAX(EventClass.SORTEDSET),
    GEORADIUSSTORE(EventClass.SORTEDSET),
    GEOSEARCHSTORE(EventClass.SORTEDSET),
    XADD(EventClass.STREAM),
    XDEL(EventClass.STREAM),
    XTRIM(EventClass.STREAM),
    XSETID(EventClass.STREAM),
    XNACK(EventClass.STREAM),
    XCFGSET(EventClass.STREAM),
    XGROUP_CREATE(EventClass.STREAM, "xgroup-create"),
    XGROUP_SETID(EventClass.STREAM, "xgroup-setid"),
    XGROUP_DESTROY(EventClass.STREAM, "xgroup-destroy"),
    XGROUP_CREATECONSUMER(EventClass.STREAM, "xgroup-createconsumer"),
    XGROUP_DELCONSUMER(EventClass.STREAM, "xgroup-delconsumer"),
    DEL(EventClass.GENERIC),
    EXPIRE(EventClass.GENERIC),
    PERSIST(EventClass.GENERIC),
    RENAME_FROM(EventClass.GENERIC),
    RENAME_TO(EventClass.GENERIC),
    MOVE_FROM(EventClass.GENERIC),
    MOVE_TO(EventClass.GENERIC),
    COPY_TO(EventClass.GENERIC),
    RESTORE(EventClass.GENERIC),
    EXPIRED(EventClass.EXPIRED),
    EVICTED(EventClass.EVICTED),
    NEW(EventClass.NEW_KEY),
    KEYMISS(EventClass.KEY_MISS),
    OVERWRITTEN(EventClass.OVERWRITTEN),
    TYPE_CHANGED(EventClass.TYPE_CHANGED);

    private final EventClass eventClass;

    @SuppressWarnings("ImmutableEnumChecker") // shared and read only, by the contract of printedName()
    private final byte[] printedName;

    KeyEvent(EventClass eventClass) {
        this.eventClass = eventClass;
        this.printedName = name().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
    }

    KeyEvent(EventClass eventClass, String printedName) {
        this.eventClass = eventClass;
        this.printedName = printedName.getBytes(StandardCharsets.US_ASCII);
    }

    public EventClass eventClass() {
        return eventClass;
    }

    /** The name in lower case; shared, not to be written to. */
    public byte[] printedName() {
        return printedName;
    }
}
