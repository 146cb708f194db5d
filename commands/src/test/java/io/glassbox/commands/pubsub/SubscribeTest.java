package io.glassbox.commands.pubsub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.commands.CommandTestCase;
import io.glassbox.engine.channel.ChannelKind;
import io.glassbox.engine.server.Session;
import io.glassbox.engine.server.SessionFlag;
import org.junit.jupiter.api.Test;

final class SubscribeTest extends CommandTestCase {
    @Test
    void everyNameIsConfirmedWithTheCountOfSubscriptions() {
        expect(
                confirmed("subscribe", "x", 1) + confirmed("subscribe", "y", 2) + confirmed("subscribe", "x", 2),
                "SUBSCRIBE",
                "x",
                "y",
                "x");
        expect(confirmed("psubscribe", "a*", 3), "PSUBSCRIBE", "a*");
        expect(confirmed("unsubscribe", "z", 3), "UNSUBSCRIBE", "z");
        expect(confirmed("unsubscribe", "y", 2) + confirmed("unsubscribe", "x", 1), "UNSUBSCRIBE", "y", "x");
        expect(confirmed("punsubscribe", "a*", 0), "PUNSUBSCRIBE", "a*");
    }

    @Test
    void withoutNamesAllSubscriptionsOfAKindEndOldestFirst() {
        expect(confirmedNothing("unsubscribe", 0), "UNSUBSCRIBE");
        expect(confirmedNothing("punsubscribe", 0), "PUNSUBSCRIBE");
        expect(confirmedNothing("sunsubscribe", 0), "SUNSUBSCRIBE");
        harness.run("SUBSCRIBE", "b", "a", "c");
        harness.run("PSUBSCRIBE", "p*", "q*");
        expect(
                confirmed("unsubscribe", "b", 4) + confirmed("unsubscribe", "a", 3) + confirmed("unsubscribe", "c", 2),
                "UNSUBSCRIBE");
        expect(confirmedNothing("unsubscribe", 2), "UNSUBSCRIBE");
        expect(confirmed("punsubscribe", "p*", 1) + confirmed("punsubscribe", "q*", 0), "PUNSUBSCRIBE");
    }

    @Test
    void shardChannelsAreCountedApart() {
        harness.run("SUBSCRIBE", "a", "b");
        expect(confirmed("ssubscribe", "a", 1) + confirmed("ssubscribe", "b", 2), "SSUBSCRIBE", "a", "b");
        expect(confirmed("subscribe", "c", 3), "SUBSCRIBE", "c");
        expect(confirmed("sunsubscribe", "none", 2), "SUNSUBSCRIBE", "none");
        expect(confirmed("sunsubscribe", "a", 1) + confirmed("sunsubscribe", "b", 0), "SUNSUBSCRIBE");
    }

    @Test
    void aResp2SubscriberMayDoLittleElseUntilItsLastSubscriptionEnds() {
        String refused =
                "ERR Can't execute 'get': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed"
                        + " in this context";
        harness.run("SUBSCRIBE", "a");
        harness.run("PSUBSCRIBE", "a");
        harness.run("SSUBSCRIBE", "a");
        assertTrue(harness.session.is(SessionFlag.PUBSUB));
        expectError(refused, "GET", "k");
        harness.run("UNSUBSCRIBE");
        expectError(refused, "GET", "k");
        harness.run("PUNSUBSCRIBE");
        expect("*2\r\n$4\r\npong\r\n$0\r\n\r\n", "PING");
        expectError(refused, "GET", "k");
        harness.run("SUNSUBSCRIBE");
        assertFalse(harness.session.is(SessionFlag.PUBSUB));
        expect(NIL, "GET", "k");
    }

    @Test
    void resp3SubscribersGetPushesAndMayDoEverything() {
        harness.run("HELLO", "3");
        expect(confirmed("subscribe", "x", 1).replace('*', '>'), "SUBSCRIBE", "x");
        expect("_\r\n", "GET", "k");
        expect(confirmed("unsubscribe", "x", 0).replace('*', '>'), "UNSUBSCRIBE");
        expect(">3\r\n$11\r\nunsubscribe\r\n_\r\n:0\r\n", "UNSUBSCRIBE");
    }

    @Test
    void confirmationsComeEvenIfRepliesAreOff() {
        expect("", "CLIENT", "REPLY", "OFF");
        expect(confirmed("subscribe", "x", 1), "SUBSCRIBE", "x");
        expect("", "PING");
        expect(confirmed("unsubscribe", "x", 0), "UNSUBSCRIBE");
        expect(OK, "CLIENT", "REPLY", "ON");
        expect("", "CLIENT", "REPLY", "SKIP");
        expect(confirmed("subscribe", "x", 1), "SUBSCRIBE", "x");
    }

    @Test
    void namesMayBeAnyBytes() {
        String name = "\u0000\u00ff\r\n";
        expect(confirmed("subscribe", name, 1) + confirmed("subscribe", "", 2), "SUBSCRIBE", name, "");
        Session other = harness.connect();
        assertEquals(":1\r\n", harness.run(other, "PUBLISH", name, ""));
        assertEquals(array(bulk("message"), bulk(name), bulk("")), harness.replies(harness.session));
    }

    @Test
    void aSessionThatClosesOrIsResetLeavesAllItsChannels() {
        Session other = harness.connect();
        for (String command : new String[] {"SUBSCRIBE", "PSUBSCRIBE", "SSUBSCRIBE"}) {
            harness.run(command, "a", "b");
            harness.run(other, command, "b", "c");
        }
        other.reply().buffer().clear();
        harness.server.sessions().close(other);
        for (ChannelKind kind : ChannelKind.values()) {
            assertEquals(2, harness.server.channels().count(kind));
        }
        expect("+RESET\r\n", "RESET");
        for (ChannelKind kind : ChannelKind.values()) {
            assertEquals(0, harness.server.channels().count(kind));
        }
        assertEquals(0, harness.server.sessions().count(SessionFlag.PUBSUB));
        expect(OK, "SET", "k", "v");
    }

    @Test
    void withinATransactionConfirmationsAreReplies() {
        expect(OK, "MULTI");
        harness.run("SUBSCRIBE", "a");
        harness.run("PSUBSCRIBE", "b*");
        harness.run("SSUBSCRIBE", "c");
        harness.run("UNSUBSCRIBE");
        expect(
                array(
                        confirmed("subscribe", "a", 1),
                        confirmed("psubscribe", "b*", 2),
                        "-ERR SSUBSCRIBE isn't allowed for a DENY BLOCKING client\r\n",
                        confirmed("unsubscribe", "a", 1)),
                "EXEC");
    }

    static String confirmed(String verb, String name, int count) {
        return "*3\r\n" + bulk(verb) + bulk(name) + ":" + count + "\r\n";
    }

    private static String confirmedNothing(String verb, int count) {
        return "*3\r\n" + bulk(verb) + NIL + ":" + count + "\r\n";
    }
}
