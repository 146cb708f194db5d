package io.glassbox.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;

/** A test that talks to a server of its own without a network, byte by byte. */
public abstract class CommandTestCase {
    protected static final String OK = "+OK\r\n";
    protected static final String NIL = "$-1\r\n";
    protected static final String SYNTAX_ERROR = "-ERR syntax error\r\n";
    protected static final String NOT_AN_INTEGER = "-ERR value is not an integer or out of range\r\n";
    protected static final String WRONG_TYPE = "-WRONGTYPE Operation against a key holding the wrong kind of value\r\n";

    protected final CommandHarness harness = new CommandHarness();

    @AfterEach
    final void closeServer() {
        harness.close();
    }

    /** Runs a command and compares its reply with the bytes given. */
    protected final void expect(String reply, String... command) {
        assertEquals(reply, harness.run(command), () -> String.join(" ", command));
    }

    protected final void expectBulk(String value, String... command) {
        expect(bulk(value), command);
    }

    protected final void expectInteger(long value, String... command) {
        expect(":" + value + "\r\n", command);
    }

    protected final void expectError(String text, String... command) {
        expect("-" + text + "\r\n", command);
    }

    protected static String bulk(String value) {
        return "$" + value.length() + "\r\n" + value + "\r\n";
    }

    /** An array of replies that are framed already. */
    protected static String array(String... replies) {
        return "*" + replies.length + "\r\n" + String.join("", replies);
    }
}
