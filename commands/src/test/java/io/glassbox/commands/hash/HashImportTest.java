package io.glassbox.commands.hash;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.engine.server.Session;
import org.junit.jupiter.api.Test;

/** HIMPORT: fields prepared once, values sent for each key. */
final class HashImportTest extends HashTestCase {
    @Test
    void valuesGoToThePreparedFieldsInOrder() {
        says("OK", "HIMPORT PREPARE user name email age");
        says("OK", "HIMPORT SET user:1 user alice a@b 30");
        says("[alice a@b 30]", "HMGET user:1 name email age");
        says("3", "HLEN user:1");
    }

    @Test
    void aHashThatExistsIsReplacedAsAWhole() {
        says("1", "HSET h other 1");
        says("1", "EXPIRE h 100");
        says("OK", "HIMPORT PREPARE f a b");
        listen();
        replicate();
        says("OK", "HIMPORT SET h f 1 2");
        expectEvents("overwritten h", "new h", "hset h");
        expectEffects("DEL h", "HSET h a 1 b 2");
        says("[a 1 b 2]", "HGETALL h");
        says("-1", "TTL h");
    }

    @Test
    void otherTypesStayAsTheyAre() {
        says("OK", "SET s x");
        says("OK", "HIMPORT PREPARE f a");
        expect(WRONG_TYPE, "HIMPORT", "SET", "s", "f", "1");
        says("x", "GET s");
    }

    @Test
    void whatDoesNotFitIsRefused() {
        expectError("ERR no such fieldset", "HIMPORT", "SET", "h", "f", "1");
        expectError("ERR duplicate field name in fieldset", "HIMPORT", "PREPARE", "f", "a", "b", "a");
        expectError("ERR no such fieldset", "HIMPORT", "SET", "h", "f", "1", "2", "3");
        says("OK", "HIMPORT PREPARE f a b");
        expectError("ERR value count does not match fieldset field count", "HIMPORT", "SET", "h", "f", "1");
        says("0", "EXISTS h");
    }

    @Test
    void preparedFieldsBelongToTheConnection() {
        Session other = harness.connect();
        says("OK", "HIMPORT PREPARE f a b");
        long held = harness.session.heldBytes();
        says("OK", "HIMPORT PREPARE f " + "long".repeat(100));
        says("OK", "HIMPORT PREPARE g a");
        assertTrue(harness.session.heldBytes() > held);
        says("ERR no such fieldset", other, "HIMPORT SET h f 1 2");
        says("1", "HIMPORT DISCARD f");
        says("0", "HIMPORT DISCARD f");
        says("1", "HIMPORT DISCARDALL");
        says("OK", "HIMPORT PREPARE f a b");
        says("RESET", "RESET");
        says("0", "HIMPORT DISCARDALL");
        says("OK", "HIMPORT PREPARE f a b");
    }
}
