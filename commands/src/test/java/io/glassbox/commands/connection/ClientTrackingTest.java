package io.glassbox.commands.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.commands.SpokenTestCase;
import io.glassbox.engine.server.Session;
import org.junit.jupiter.api.Test;

/** CLIENT TRACKING, CACHING, GETREDIR and TRACKINGINFO; what clients are told, and when. */
final class ClientTrackingTest extends SpokenTestCase {
    private final Session other = harness.connect();

    @Test
    void clientIsToldOnceThatAKeyChangedThatItHasRead() {
        track("ON");
        harness.run("GET", "a");
        says("OK", other, "MSET a 1 b 1");
        assertEquals("[invalidate [a]]", saidTo(harness.session));
        says("OK", other, "SET a 2");
        assertEquals("", saidTo(harness.session));
    }

    @Test
    void clientIsToldOfItsOwnChangesBehindTheReply() {
        track("ON");
        says("null", "GET a");
        says("OK [invalidate [a]]", "SET a 1");
        says("1", "GET a");
        says("OK", "MULTI");
        says("QUEUED", "INCR a");
        says("QUEUED", "GET b");
        says("[2 null] [invalidate [a]]", "EXEC");
    }

    @Test
    void clientWithNoLoopIsNotToldOfItsOwnChanges() {
        track("ON", "NOLOOP");
        says("null", "GET a");
        says("OK", "SET a 1");
        says("1", "GET a");
        says("OK", other, "SET a 2");
        assertEquals("[invalidate [a]]", saidTo(harness.session));
    }

    @Test
    void timeIsNobodysChange() {
        track("ON", "NOLOOP");
        says("OK", "SET a 1 PX 10");
        says("1", "GET a");
        harness.pass(20);
        assertEquals("[invalidate [a]]", saidTo(harness.session));
        says("OK", "SET a 1 PX 10");
        says("1", "GET a");
        harness.clock.advanceMillis(20);
        says("null [invalidate [a]]", "GET a");
    }

    @Test
    void messageOfRedirectedClientGoesIntoAChannel() {
        String id = said(harness.run(other, "CLIENT", "ID"));
        harness.run(other, "SUBSCRIBE", "__redis__:invalidate");
        says("OK", "CLIENT TRACKING ON REDIRECT " + id);
        says(id, "CLIENT GETREDIR");
        harness.run("GET", "a");
        says("OK", "SET a 1");
        assertEquals("[message __redis__:invalidate [a]]", saidTo(other));
        says("OK", "FLUSHALL");
        assertEquals("[message __redis__:invalidate nil]", saidTo(other));
    }

    @Test
    void clientIsToldThatNobodyIsToldInItsPlace() {
        String id = said(harness.run(other, "CLIENT", "ID"));
        track("ON", "REDIRECT", id);
        harness.run("GET", "a");
        other.reply().buffer().clear();
        harness.server.sessions().close(other);
        says("OK [tracking-redir-broken " + id + "]", "SET a 1");
        says("[flags [on broken_redirect] redirect " + id + " prefixes []]", "CLIENT TRACKINGINFO");
        assertTrue(harness.run("CLIENT", "LIST").contains(" flags=tR "));
        assertTrue(harness.run("CLIENT", "LIST").contains(" redir=" + id + " "));
    }

    @Test
    void readsAreTrackedByChoiceWithOptIn() {
        track("ON", "OPTIN");
        says("null", "GET a");
        says("OK", "CLIENT CACHING YES");
        says("[flags [on optin caching-yes] redirect 0 prefixes []]", "CLIENT TRACKINGINFO");
        says("null", "GET b");
        says("null", "GET c");
        says("OK", other, "MSET a 1 b 1 c 1");
        assertEquals("[invalidate [b]]", saidTo(harness.session));
    }

    @Test
    void choiceHoldsForAWholeTransaction() {
        track("ON", "OPTOUT");
        says("OK", "CLIENT CACHING NO");
        says("OK", "MULTI");
        says("QUEUED", "GET a");
        says("QUEUED", "GET b");
        says("[null null]", "EXEC");
        says("null", "GET c");
        says("OK", other, "MSET a 1 b 1 c 1");
        assertEquals("[invalidate [c]]", saidTo(harness.session));
    }

    @Test
    void requestThatIsRefusedEndsTheChoiceToo() {
        track("ON", "OPTIN");
        says("OK", "CLIENT CACHING YES");
        harness.run("NOSUCHCOMMAND");
        says("null", "GET a");
        says("OK", other, "SET a 1");
        assertEquals("", saidTo(harness.session));
    }

    @Test
    void keysWithAPrefixAreBroadcastOnceATurn() {
        track("ON", "BCAST", "PREFIX", "user:", "PREFIX", "o");
        says("OK", other, "SET user:1 a");
        says("OK", other, "SET user:1 b");
        says("OK", other, "SET us c");
        assertEquals("", saidTo(harness.session));
        harness.endTurn();
        assertEquals("[invalidate [user:1]]", saidTo(harness.session));
        says("OK", other, "SET other d");
        harness.endTurn();
        assertEquals("[invalidate [other]]", saidTo(harness.session));
        harness.endTurn();
        assertEquals("", saidTo(harness.session));
    }

    @Test
    void broadcastsToWhoeverChangedTheKeyLeaveItOut() {
        track("ON", "BCAST", "NOLOOP");
        harness.run(other, "HELLO", "3");
        harness.run(other, "CLIENT", "TRACKING", "ON", "BCAST");
        says("OK", "SET a 1");
        harness.endTurn();
        assertEquals("", saidTo(harness.session));
        assertEquals("[invalidate [a]]", saidTo(other));
        says("OK", "SET a 1 PX 5");
        says("OK", "SET b 1");
        harness.endTurn();
        harness.pass(10);
        assertEquals("[invalidate [a]]", saidTo(harness.session));
    }

    @Test
    void allIsForgottenWhenDatabasesAreEmptiedOrChangePlaces() {
        track("ON");
        says("null", "GET a");
        says("OK", other, "FLUSHALL");
        assertEquals("[invalidate null]", saidTo(harness.session));
        says("null", "GET a");
        says("OK", other, "SWAPDB 0 1");
        assertEquals("[invalidate null]", saidTo(harness.session));
        says("null", "GET a");
        says("OK [invalidate null]", "FLUSHDB");
        says("OK", other, "SET a 1");
        assertEquals("", saidTo(harness.session));
    }

    @Test
    void whoeverCeasesToTrackIsToldNothing() {
        track("ON");
        says("null", "GET a");
        says("OK", "CLIENT TRACKING OFF");
        says("OK", "CLIENT TRACKING ON");
        says("OK", other, "SET a 1");
        assertEquals("", saidTo(harness.session));
        says("1", "GET a");
        says("RESET", "RESET");
        says("OK", other, "SET a 2");
        assertEquals("", saidTo(harness.session));
        says("-1", "CLIENT GETREDIR");
        assertTrue(harness.run("CLIENT", "LIST").contains(" flags=N "));
    }

    @Test
    void optionsHaveToFitOneAnother() {
        String[][] refusals = {
            {"PREFIX a", "ERR PREFIX option requires BCAST mode to be enabled"},
            {"BCAST OPTIN", "ERR OPTIN and OPTOUT are not compatible with BCAST"},
            {"OPTIN OPTOUT", "ERR You can't specify both OPTIN mode and OPTOUT mode"},
            {"REDIRECT 999", "ERR The client ID you want redirect to does not exist"},
            {"REDIRECT 1 REDIRECT 1", "ERR A client can only redirect to a single other client"},
            {"REDIRECT x", "ERR value is not an integer or out of range"},
            {"REDIRECT", "ERR syntax error"},
            {
                "BCAST PREFIX ab PREFIX abc",
                "ERR Prefix 'ab' overlaps with another provided prefix 'abc'. Prefixes for a single client must not overlap."
            },
        };
        for (String[] refusal : refusals) {
            says(refusal[1], "CLIENT TRACKING ON " + refusal[0]);
        }
        says("ERR syntax error", "CLIENT TRACKING MAYBE");
        says("OK", "CLIENT TRACKING ON BCAST PREFIX b PREFIX a");
        says(
                "ERR Prefix 'ab' overlaps with an existing prefix 'a'. Prefixes for a single client must not overlap.",
                "CLIENT TRACKING ON BCAST PREFIX ab");
        says("OK", "CLIENT TRACKING ON BCAST");
        says("[flags [on bcast] redirect 0 prefixes [ a b]]", "CLIENT TRACKINGINFO");
        says(
                "ERR You can't switch BCAST mode on/off before disabling tracking for this client, and then re-enabling it"
                        + " with a different mode.",
                "CLIENT TRACKING ON");
        assertTrue(harness.run("CLIENT", "LIST").contains(" flags=tB "));
    }

    @Test
    void commandThatWaitedIsTrackedWhenItIsServed() {
        track("ON");
        harness.run("XREAD", "BLOCK", "0", "STREAMS", "s", "$");
        harness.run(other, "XADD", "s", "1-1", "f", "v");
        saidTo(harness.session);
        harness.run(other, "XADD", "s", "2-1", "f", "v");
        assertEquals("[invalidate [s]]", saidTo(harness.session));
    }

    @Test
    void figuresTellWhatIsTracked() {
        track("ON");
        harness.run("MGET", "a", "b");
        harness.run(other, "HELLO", "3");
        harness.run(other, "CLIENT", "TRACKING", "ON");
        harness.run(other, "GET", "a");
        Session third = harness.connect();
        harness.run(third, "CLIENT", "TRACKING", "ON", "BCAST", "PREFIX", "x", "PREFIX", "y");
        String info = harness.run(third, "INFO");
        assertTrue(info.contains("tracking_clients:3\r\n"));
        assertTrue(info.contains("tracking_total_keys:2\r\n"));
        assertTrue(info.contains("tracking_total_items:3\r\n"));
        assertTrue(info.contains("tracking_total_prefixes:2\r\n"));
    }

    private void track(String... options) {
        harness.run("HELLO", "3");
        String[] command = new String[2 + options.length];
        command[0] = "CLIENT";
        command[1] = "TRACKING";
        System.arraycopy(options, 0, command, 2, options.length);
        assertEquals("OK", said(harness.run(command)));
    }
}
