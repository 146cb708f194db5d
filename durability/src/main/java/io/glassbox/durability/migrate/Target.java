package io.glassbox.durability.migrate;

import java.util.List;

/**
 * Where keys go, and as whom: what of one user has been authenticated is of no use to another one.
 *
 * @param port        as it was written
 * @param credentials the arguments of AUTH, bytes as characters; empty for no AUTH at all
 */
record Target(String host, String port, List<String> credentials) {
    private static final int LAST_PORT = 0xFFFF;

    /** The port as a number; 0, to which nobody can connect, if it is none. */
    int portNumber() {
        try {
            int number = Integer.parseInt(port);
            return number > LAST_PORT ? 0 : Math.max(number, 0);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
