package io.glassbox.engine.acl;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The latest attempts that were refused, newest first. One like an earlier one of the last minute is counted with it, so that a
 * client that tries again and again fills no log.
 */
public final class AccessLog {
    private static final long GROUPING_MILLIS = 60_000;

    /** Further back nobody looks for one that is alike. */
    private static final int LOOKED_AT = 10;

    private final Deque<Entry> entries = new ArrayDeque<>();
    private long nextId;
    private long mostEntries = 128;
    private final Map<Reason, Long> denied = new EnumMap<>(Reason.class);

    /** What was refused. */
    public enum Reason {
        COMMAND("command"),
        KEY("key"),
        CHANNEL("channel"),
        AUTHENTICATION("auth"),
        /** A certificate names no user, or one who is off. */
        CERTIFICATE("tls-cert");

        private final String label;

        Reason(String label) {
            this.label = label;
        }

        /** As ACL LOG shows it. */
        public String label() {
            return label;
        }
    }

    /** Where the attempt was made. */
    public enum Context {
        TOP_LEVEL("toplevel"),
        TRANSACTION("multi"),
        SCRIPT("lua"),
        MODULE("module");

        private final String label;

        Context(String label) {
            this.label = label;
        }

        /** As ACL LOG shows it. */
        public String label() {
            return label;
        }
    }

    /** What was refused to whom: the object is the name of the command, the key or the channel. */
    public record Attempt(Reason reason, Context context, String object, String user) {}

    /** An attempt, how often it was made, and by which client the last time. */
    public record Entry(long id, Attempt attempt, long count, long createdMillis, long updatedMillis, String client) {}

    /** Keeps no more than this many from the next one on. */
    public void limit(long most) {
        mostEntries = most;
    }

    public void add(Attempt attempt, long unixMillis, String client) {
        denied.merge(attempt.reason(), 1L, Long::sum);
        Entry alike = takeAlike(attempt, unixMillis);
        entries.addFirst(
                alike == null
                        ? new Entry(nextId++, attempt, 1, unixMillis, unixMillis, client)
                        : new Entry(alike.id, attempt, alike.count + 1, alike.createdMillis, unixMillis, client));
        while (entries.size() > mostEntries) {
            entries.removeLast();
        }
    }

    private @Nullable Entry takeAlike(Attempt attempt, long unixMillis) {
        Iterator<Entry> newest = entries.iterator();
        for (int i = 0; i < LOOKED_AT && newest.hasNext(); i++) {
            Entry entry = newest.next();
            if (entry.attempt.equals(attempt) && Math.abs(unixMillis - entry.updatedMillis) <= GROUPING_MILLIS) {
                newest.remove();
                return entry;
            }
        }
        return null;
    }

    /** The newest {@code count} entries, newest first. */
    public List<Entry> newest(long count) {
        List<Entry> newest = new ArrayList<>();
        for (Entry entry : entries) {
            if (newest.size() >= count) {
                break;
            }
            newest.add(entry);
        }
        return newest;
    }

    public void clear() {
        entries.clear();
    }

    /** How often it was refused for this reason, kept in the log or not. */
    public long denied(Reason reason) {
        return denied.getOrDefault(reason, 0L);
    }

    /** CONFIG RESETSTAT: counts from zero. */
    public void resetCounts() {
        denied.clear();
    }
}
