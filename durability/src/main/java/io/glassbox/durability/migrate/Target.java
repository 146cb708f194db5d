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

    /** The port as a number; 0, where nobody listens, if it is none. A negative one is not even looked for. */
    int portNumber() {
        try {
            int number = Integer.parseInt(port);
            return number > LAST_PORT ? 0 : number;
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
