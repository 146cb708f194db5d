package io.glassbox.commands.string;

import io.glassbox.commands.CommandTestCase;
import org.junit.jupiter.api.Test;

/** GET, STRLEN, MGET: whole values read. */
final class GetTest extends CommandTestCase {
    @Test
    void aMissingKeyIsNil() {
        expect(NIL, "GET", "k");
        expectInteger(0, "STRLEN", "k");
        harness.session.reply().protocol(3);
        expect("_\r\n", "GET", "k");
    }

    @Test
    void anIntegerReadsAsItsDigits() {
        expect(OK, "SET", "k", "-9223372036854775808");
        expectBulk("-9223372036854775808", "GET", "k");
        expectInteger(20, "STRLEN", "k");
    }

    @Test
    void aValueOfAnotherTypeIsAnError() {
        createOtherType("k");
        expect(WRONG_TYPE, "GET", "k");
        expect(WRONG_TYPE, "STRLEN", "k");
    }

    @Test
    void mgetGivesNilForWhatIsNoString() {
        createOtherType("other");
        expect(OK, "MSET", "a", "1", "b", "two");
        expect("*4\r\n$1\r\n1\r\n$-1\r\n$3\r\ntwo\r\n$-1\r\n", "MGET", "a", "other", "b", "missing");
    }

    @Test
    void aMissIsCountedAndNoticed() {
        listen();
        expect(NIL, "GET", "k");
        expect("*2\r\n$-1\r\n$-1\r\n", "MGET", "k", "l");
        expectEvents("keymiss k", "keymiss k", "keymiss l");
    }
}
