package io.glassbox.quality.differ;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Which calls have one right answer, whoever is asked and a few milliseconds sooner or later. */
final class Comparability {
    /** Groups of commands as COMMAND DOCS has them; of the others only what is named. */
    static final Set<String> GROUPS =
            Set.of("string", "bitmap", "hyperloglog", "list", "set", "hash", "sorted-set", "stream", "geo", "generic");

    static final Set<String> OTHERS =
            Set.of("select", "swapdb", "flushdb", "flushall", "dbsize", "multi", "exec", "discard", "watch", "unwatch");

    private static final Set<String> LEFT_OUT = Set.of(
            // What they give is a matter of chance.
            "spop",
            "srandmember",
            "hrandfield",
            "zrandmember",
            "randomkey",
            // Of the order in a table, which is each server's own.
            "scan",
            "sscan",
            "hscan",
            "zscan",
            // Of the time.
            "object|idletime",
            "object|freq",
            "object|refcount",
            "xinfo|consumers",
            "xinfo|stream",
            // Of the version of files, of other servers, of memory.
            "dump",
            "restore",
            "restore-asking",
            "migrate",
            "wait",
            "pfdebug",
            "pfselftest",
            "object|help",
            "time",
            "xinfo|help",
            "xgroup|help");

    private static final Set<String> TAKE_TIMES = Set.of(
            "expire",
            "pexpire",
            "expireat",
            "pexpireat",
            "setex",
            "psetex",
            "getex",
            "set",
            "xclaim",
            "xautoclaim",
            "xpending");

    private static final Pattern NUMBER = Pattern.compile("\\s*[+-]?[0-9]{1,19}\\s*");

    /** What is due within so many units, of whatever kind, may be due for one server and not yet for the other. */
    private static final long NEAR = 1_000_000;

    private Comparability() {}

    static boolean isComparable(String command) {
        return !LEFT_OUT.contains(command);
    }

    static boolean isComparable(Call call, long nowSeconds) {
        String name = call.name();
        if (call.words().size() > 1
                        && LEFT_OUT.contains(name + "|" + call.words().get(1).toLowerCase(Locale.ROOT))
                || LEFT_OUT.contains(name)
                || call.has("BLOCK")) {
            return false;
        }
        // Redis compares the letters of a name up to a NUL, and finds it if that lies where the whole name would.
        if (name.indexOf('\0') >= 0) {
            return false;
        }
        // The last digit of a sine is the library's own.
        if (isNewer(call) || call.has("STOREDIST")) {
            return false;
        }
        boolean isOfDay = name.endsWith("at") || call.has("EXAT") || call.has("PXAT");
        if (TAKE_TIMES.contains(name) && call.words().stream().anyMatch(word -> isNear(word, nowSeconds, isOfDay))) {
            return false;
        }
        if (name.startsWith("x") && call.words().stream().anyMatch(word -> word.equals("*"))) {
            return false;
        }
        // Without an order of its own, what SORT gives of a set is in the order of the table.
        return !name.startsWith("sort") || !call.has("BY");
    }

    /** Whether a later version than 7.0 answers otherwise, as this server does. */
    private static boolean isNewer(Call call) {
        return switch (call.name()) {
            case "zrank", "zrevrank" -> call.words().size() > 3;
            case "xgroup" -> call.has("ENTRIESREAD");
            case "lpos" -> call.has(Long.toString(Long.MIN_VALUE));
            default -> false;
        };
    }

    private static boolean isNear(String word, long nowSeconds, boolean isOfDay) {
        if (!NUMBER.matcher(word).matches()) {
            return false;
        }
        long number;
        try {
            number = Long.parseLong(word.strip());
        } catch (NumberFormatException e) {
            return false;
        }
        long least = isOfDay ? 0 : NEAR * 1000;
        return number > 0 && number < NEAR || number > least && number < (nowSeconds + NEAR) * 1000;
    }
}
