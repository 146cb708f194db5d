package io.glassbox.durability.migrate;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.KeyFinder;
import io.glassbox.command.declare.KeyFlag;
import io.glassbox.engine.server.Session;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What the arguments of MIGRATE say.
 *
 * @param timeoutMillis how long to wait for the target before each step
 * @param copies        whether the keys stay here
 * @param replaces      whether keys of the same names there are replaced
 * @param firstKey      the position of the first key among the arguments
 */
record MigrateOptions(
        Target target,
        long database,
        long timeoutMillis,
        boolean copies,
        boolean replaces,
        int firstKey,
        int keyCount) {
    private static final int HOST = 1;
    private static final int PORT = 2;
    private static final int KEY = 3;
    private static final int DATABASE = 4;
    private static final int TIMEOUT = 5;
    private static final int FIRST_OPTION = 6;
    private static final long DEFAULT_TIMEOUT_MILLIS = 1000;
    private static final long KEY_FLAGS = KeyFlag.RW.bit() | KeyFlag.ACCESS.bit() | KeyFlag.DELETE.bit();
    private static final CommandError TWO_FORMS =
            CommandError.of("ERR When using MIGRATE KEYS option, the key argument must be set to the empty string");

    /** Reads them; keeps passwords from being shown. Throws what MIGRATE answers if they are wrong. */
    static MigrateOptions read(Args args, Session session) {
        boolean copies = false;
        boolean replaces = false;
        List<String> credentials = List.of();
        int firstKey = KEY;
        int i = FIRST_OPTION;
        while (i < args.count() && firstKey == KEY) {
            int values = credentialsBehind(args, i);
            if (args.is(i, "COPY")) {
                copies = true;
            } else if (args.is(i, "REPLACE")) {
                replaces = true;
            } else if (values > 0 && i + values < args.count()) {
                credentials = credentials(args, i + 1, values, session);
            } else if (args.is(i, "KEYS")) {
                firstKey = i + 1;
            } else {
                throw CommandError.SYNTAX;
            }
            i += 1 + values;
        }
        boolean hasList = firstKey > KEY;
        if (hasList && args.length(KEY) > 0) {
            throw TWO_FORMS;
        }
        long timeout = args.longAt(TIMEOUT);
        return new MigrateOptions(
                new Target(args.text(HOST), args.text(PORT), credentials),
                args.longAt(DATABASE),
                timeout <= 0 ? DEFAULT_TIMEOUT_MILLIS : timeout,
                copies,
                replaces,
                firstKey,
                hasList ? args.count() - firstKey : 1);
    }

    private static List<String> credentials(Args args, int first, int count, Session session) {
        List<String> credentials = new ArrayList<>(count);
        for (int i = first; i < first + count; i++) {
            session.redact(i);
            credentials.add(new String(args.bytes(i), StandardCharsets.ISO_8859_1));
        }
        return credentials;
    }

    /** How many values, which may look like anything, belong to the word there. */
    private static int credentialsBehind(Args args, int index) {
        if (args.is(index, "AUTH")) {
            return 1;
        }
        return args.is(index, "AUTH2") ? 2 : 0;
    }

    /** The key, or those behind KEYS; none if the call has both, and will be refused. */
    static void findKeys(Args args, KeyFinder.Sink keys) {
        for (int i = FIRST_OPTION; i < args.count(); i += 1 + credentialsBehind(args, i)) {
            if (args.is(i, "KEYS")) {
                int end = args.length(KEY) == 0 ? args.count() : 0;
                for (int key = i + 1; key < end; key++) {
                    keys.key(key, KEY_FLAGS);
                }
                return;
            }
        }
        keys.key(KEY, KEY_FLAGS);
    }
}
