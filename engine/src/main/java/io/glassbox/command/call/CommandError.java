package io.glassbox.command.call;

/**
 * The error reply that ends a command: thrown by argument parsing, by the keyspace and by handlers, caught in one place,
 * which takes back what was written of the reply. A character of the text stands for a byte, since errors repeat what clients
 * sent: arguments go in by {@code ByteView.toCString}, decoded names by {@code ByteText.toCString}.
 *
 * <p>Without a stack trace and, for the fixed texts, made once: a client that sends nonsense costs nothing special. The
 * texts are Redis's own, since clients match on them.
 */
public final class CommandError extends RuntimeException {
    public static final CommandError SYNTAX = of("ERR syntax error");
    public static final CommandError WRONG_TYPE =
            of("WRONGTYPE Operation against a key holding the wrong kind of value");
    public static final CommandError NOT_AN_INT =
            of("ERR value is out of range, value must between -2147483648 and 2147483647");
    public static final CommandError NOT_NEGATABLE =
            of("ERR value is out of range, value must between -9223372036854775807 and 9223372036854775807");
    public static final CommandError NOT_AN_INTEGER = of("ERR value is not an integer or out of range");
    public static final CommandError NOT_A_FLOAT = of("ERR value is not a valid float");
    public static final CommandError OUT_OF_RANGE = of("ERR value is out of range");
    public static final CommandError MUST_BE_POSITIVE = of("ERR value is out of range, must be positive");
    public static final CommandError INDEX_OUT_OF_RANGE = of("ERR index out of range");
    public static final CommandError OVERFLOW = of("ERR increment or decrement would overflow");
    public static final CommandError NO_SUCH_KEY = of("ERR no such key");
    public static final CommandError SAME_OBJECT = of("ERR source and destination objects are the same");
    public static final CommandError STRING_TOO_LONG =
            of("ERR string exceeds maximum allowed size (proto-max-bulk-len)");
    public static final CommandError INVALID_DATABASE = of("ERR invalid DB index");
    public static final CommandError DATABASE_OUT_OF_RANGE = of("ERR DB index is out of range");
    public static final CommandError OUT_OF_MEMORY = of("OOM command not allowed when used memory > 'maxmemory'.");

    private static final long serialVersionUID = 1L;

    private final boolean counted;

    private CommandError(String message, boolean counted) {
        super(message, null, false, false);
        this.counted = counted;
    }

    /** An error that ends a second command, after the one within it that it was counted for. */
    public static CommandError counted(String message) {
        return new CommandError(message, true);
    }

    /** Whether the error is among those counted already. */
    public boolean isCounted() {
        return counted;
    }

    /** An error with this text: the code, a blank, the words. */
    public static CommandError of(String message) {
        return new CommandError(message, false);
    }

    public static CommandError wrongArity(String commandName) {
        return of("ERR wrong number of arguments for '" + commandName + "' command");
    }

    public static CommandError invalidExpireTime(String commandName) {
        return of("ERR invalid expire time in '" + commandName + "' command");
    }

    /** The whole text that goes behind the dash. */
    public String text() {
        String message = getMessage();
        return message == null ? "ERR" : message;
    }

    /** The text without the code that stands for no other. */
    public String words() {
        String text = text();
        return text.startsWith("ERR ") ? text.substring("ERR ".length()) : text;
    }

    /** The first word, by which errors are counted in INFO errorstats. */
    public String code() {
        String text = text();
        int blank = text.indexOf(' ');
        return blank < 0 ? text : text.substring(0, blank);
    }
}
