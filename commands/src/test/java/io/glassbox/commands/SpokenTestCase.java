package io.glassbox.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.engine.server.Session;

/** A test case whose commands are lines of words and whose replies are read back as such: {@code [a 1 [b 2]]}, nil as {@code nil}. */
public abstract class SpokenTestCase extends CommandTestCase {
    /** Runs a command given as words parted by blanks, and compares its reply, read back. */
    protected final void says(String reply, String command) {
        assertEquals(reply, said(harness.run(command.split(" ", -1))), command);
    }

    /** The same for a client of its own. */
    protected final void says(String reply, Session client, String command) {
        assertEquals(reply, said(harness.run(client, command.split(" ", -1))), command);
    }

    /** What was sent to a client meanwhile. */
    protected final String saidTo(Session client) {
        return said(harness.replies(client));
    }

    protected final String said(String framed) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < framed.length()) {
            out.append(out.isEmpty() ? "" : " ");
            at = read(framed, at, out);
        }
        return out.toString();
    }

    /** Appends the reply that begins at a position; returns where the next begins. */
    private static int read(String framed, int at, StringBuilder out) {
        int end = framed.indexOf("\r\n", at);
        String line = framed.substring(at + 1, end);
        return switch (framed.charAt(at)) {
            case '$' -> {
                int length = Integer.parseInt(line);
                out.append(length < 0 ? "nil" : framed.substring(end + 2, end + 2 + length));
                yield length < 0 ? end + 2 : end + 4 + length;
            }
            case '*', '~', '>' -> {
                int count = Integer.parseInt(line);
                int next = end + 2;
                out.append(count < 0 ? "nil-array" : "[");
                for (int i = 0; i < count; i++) {
                    out.append(i == 0 ? "" : " ");
                    next = read(framed, next, out);
                }
                out.append(count < 0 ? "" : "]");
                yield next;
            }
            case '%' -> {
                int pairs = Integer.parseInt(line);
                int next = end + 2;
                out.append('[');
                for (int i = 0; i < 2 * pairs; i++) {
                    out.append(i == 0 ? "" : " ");
                    next = read(framed, next, out);
                }
                out.append(']');
                yield next;
            }
            case '_' -> {
                out.append("null");
                yield end + 2;
            }
            case ',' -> {
                out.append(',').append(line);
                yield end + 2;
            }
            default -> {
                out.append(line);
                yield end + 2;
            }
        };
    }
}
