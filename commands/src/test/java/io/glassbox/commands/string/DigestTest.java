package io.glassbox.commands.string;

import io.glassbox.commands.CommandTestCase;
import org.junit.jupiter.api.Test;

/** DIGEST, and the conditions of SET and DELEX that compare digests. */
final class DigestTest extends CommandTestCase {
    private static final String NOT_A_DIGEST = "ERR digest must be exactly 16 hexadecimal characters";

    @Test
    void aDigestHasSixteenDigits() {
        expectDigest("b6acb9d84a38ff74", "Hello world");
        expectDigest("2d06800538d394c2", "");
        expectDigest("e6c632b61e964e1f", "a");
        expectDigest("9555e8555c62dcfd", "hello");
        expectDigest("f34099ede96b5581", "12345");
        expectDigest("a5d1b4607dc83554", "x".repeat(300));
        expect(NIL, "DIGEST", "missing");
        createOtherType("k");
        expect(WRONG_TYPE, "DIGEST", "k");
    }

    private void expectDigest(String digest, String value) {
        expect(OK, "SET", "k", value);
        expectBulk(digest, "DIGEST", "k");
    }

    @Test
    void setComparesDigestsInAnyMixtureOfCases() {
        expect(NIL, "SET", "k", "v", "IFDEQ", "e6c632b61e964e1f");
        expect(OK, "SET", "k", "a", "IFDNE", "e6c632b61e964e1f");
        expect(NIL, "SET", "k", "b", "IFDNE", "E6C632B61E964E1F");
        expect(bulk("a"), "SET", "k", "12345", "ifdeq", "E6c632b61e964e1F", "GET");
        expect(OK, "SET", "k", "v", "IFDEQ", "f34099ede96b5581");
        expect(OK, "SET", "k", "w", "IFDNE", "no hexadecimal..");
        expectBulk("w", "GET", "k");
    }

    @Test
    void delexComparesDigests() {
        expect(OK, "SET", "k", "a");
        expectInteger(0, "DELEX", "k", "IFDNE", "e6c632b61e964e1f");
        expectInteger(0, "DELEX", "k", "IFDEQ", "f34099ede96b5581");
        expectInteger(1, "DELEX", "k", "IFDEQ", "e6c632b61e964e1f");
        expectInteger(0, "DELEX", "k", "IFDNE", "e6c632b61e964e1f");
    }

    @Test
    void aDigestOfAnotherLengthIsRefusedBeforeTheKeyIsLookedAt() {
        expectError(NOT_A_DIGEST, "SET", "k", "v", "IFDEQ", "e6c632b61e964e1");
        expectError(NOT_A_DIGEST, "SET", "k", "v", "IFDNE", "");
        expectError(NOT_A_DIGEST, "DELEX", "k", "IFDEQ", "e6c632b61e964e1f0");
        createOtherType("k");
        expectError(NOT_A_DIGEST, "DELEX", "k", "IFDNE", "1");
        expect(WRONG_TYPE, "SET", "k", "v", "IFDNE", "e6c632b61e964e1f");
    }
}
