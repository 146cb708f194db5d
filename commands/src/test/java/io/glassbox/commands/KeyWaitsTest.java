package io.glassbox.commands;

import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.KeySpec.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.WaitTime;
import io.glassbox.command.declare.AclCategory;
import io.glassbox.command.declare.CommandFlag;
import io.glassbox.command.declare.KeyFlag;
import io.glassbox.engine.change.KeyEvent;
import io.glassbox.engine.entry.ValueType;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.server.KeyWait;
import io.glassbox.engine.server.Session;
import io.glassbox.engine.type.StringValue;
import io.glassbox.network.protocol.ReplyWriter;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The wait for keys, tried with a command of its own: TAKE key [key ...] seconds gets and deletes the first string there is. */
final class KeyWaitsTest extends CommandTestCase {
    @BeforeEach
    void addTake() {
        harness.pipeline
                .table()
                .add(List.of(command("TAKE")
                        .arity(-3)
                        .since("1.0.0")
                        .flags(CommandFlag.WRITE)
                        .acl(AclCategory.STRING)
                        .key(at(1, KeyFlag.RW))
                        .handledBy(KeyWaitsTest::take)));
    }

    private static void take(Args args, Session session, ReplyWriter reply) {
        Keyspace keys = session.keys();
        int keyCount = args.count() - 2;
        long deadline =
                WaitTime.ofSeconds(args, args.count() - 1, session.server().clock());
        for (int i = 1; i <= keyCount; i++) {
            StringValue value = keys.openString(args.at(i));
            if (value.exists()) {
                reply.bulk(value.bytes());
                keys.delete(value.slot());
                keys.changed(args.at(i), KeyEvent.DEL);
                return;
            }
        }
        session.server()
                .keyWaits()
                .await(
                        session,
                        args,
                        1,
                        keyCount,
                        new KeyWait.Wish(ValueType.STRING, deadline, KeyWait.Nothing.NIL, false));
    }

    private final Session first = harness.connect();
    private final Session second = harness.connect();

    @Test
    void whatIsThereIsTakenAtOnce() {
        expect(OK, "SET", "key", "value");
        expect(bulk("value"), "TAKE", "none", "key", "0");
        assertNull(harness.session.blocking());
    }

    @Test
    void whoCameFirstIsServedFirst() {
        assertEquals("", harness.run(first, "TAKE", "key", "0"));
        assertEquals("", harness.run(second, "TAKE", "other", "key", "0"));
        assertEquals(2, harness.server.keyWaits().keyCount());
        expect(OK, "SET", "key", "one");
        assertEquals(bulk("one"), harness.replies(first));
        assertEquals("", harness.replies(second));
        expect(OK, "SET", "key", "two");
        assertEquals(bulk("two"), harness.replies(second));
        expectInteger(0, "EXISTS", "key");
        assertEquals(0, harness.server.keyWaits().keyCount());
    }

    @Test
    void aTransactionIsSeenAsAWhole() {
        harness.run(first, "TAKE", "key", "0");
        expect(OK, "MULTI");
        harness.run("SET", "key", "value");
        harness.run("DEL", "key");
        harness.run("EXEC");
        assertEquals("", harness.replies(first));
        assertSame(first, ((KeyWait) Objects.requireNonNull(first.blocking())).session());
    }

    @Test
    void aKeyOfAnotherTypeIsAsGoodAsNone() {
        harness.run(first, "TAKE", "key", "0");
        createOtherType("scratch");
        expect(OK, "RENAME", "scratch", "key");
        assertEquals("", harness.replies(first));
        expect(OK, "SET", "key", "value");
        assertEquals(bulk("value"), harness.replies(first));
    }

    @Test
    void renamedAndSwappedKeysAreFound() {
        harness.run(first, "TAKE", "key", "0");
        expect(OK, "SET", "scratch", "renamed");
        expect(OK, "RENAME", "scratch", "key");
        assertEquals(bulk("renamed"), harness.replies(first));
        harness.run(first, "TAKE", "key", "0");
        harness.run(second, "SELECT", "1");
        harness.run(second, "SET", "key", "swapped");
        assertEquals("", harness.replies(first));
        expect(OK, "SWAPDB", "0", "1");
        assertEquals(bulk("swapped"), harness.replies(first));
    }

    @Test
    void nobodyWaitsInATransaction() {
        expect(OK, "MULTI");
        harness.run("TAKE", "key", "0");
        expect("*1\r\n$-1\r\n", "EXEC");
    }

    @Test
    void aClientThatLeavesIsForgotten() {
        harness.run(first, "TAKE", "key", "key", "0");
        harness.server.sessions().close(first);
        assertEquals(0, harness.server.keyWaits().keyCount());
        expect(OK, "SET", "key", "value");
        expect(bulk("value"), "GET", "key");
    }

    @Test
    void aWaitEndsByUnblock() {
        harness.run(first, "TAKE", "key", "0");
        expectInteger(1, "CLIENT", "UNBLOCK", Long.toString(first.id()));
        assertEquals("$-1\r\n", harness.replies(first));
        assertEquals(0, harness.server.keyWaits().keyCount());
    }

    @Test
    void timeoutsAreReadAsRedisReadsThem() {
        expect("-ERR timeout is not a float or out of range\r\n", "TAKE", "key", "x");
        expect("-ERR timeout is negative\r\n", "TAKE", "key", "-1");
        expect("-ERR timeout is out of range\r\n", "TAKE", "key", "1e300");
    }
}
