package io.glassbox.engine.acl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.foundation.setting.text.Words;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RuleWordsTest {
    @Test
    void whatIsWithinParenthesesIsOneWord() throws RuleWords.Unmatched {
        assertEquals(
                List.of("on", "(+get ~a )", "(~b)", "off", "( +set)"),
                RuleWords.joinSelectors(List.of("on", "(+get", "~a", ")", "(~b)", "off", "(", "+set)")));
        assertEquals(List.of(")", "x)", ""), RuleWords.joinSelectors(List.of(")", "x)", "")));
    }

    @Test
    void anOpenParenthesisIsNamed() {
        var unmatched =
                assertThrows(RuleWords.Unmatched.class, () -> RuleWords.joinSelectors(List.of("on", "(+get", "~a")));
        assertEquals("(+get", unmatched.opening());
    }

    @Test
    void wordsWithQuotesAreQuoted() {
        assertEquals("on ~a\\", RuleWords.quoteWhereNeeded("on ~a\\"));
        String line = "on ~a\"b ~'c ~d";
        assertEquals(List.of("on", "~a\"b", "~'c", "~d"), Words.split(RuleWords.quoteWhereNeeded(line)));
    }

    @Test
    void spacesAreWhatAFileWouldCutAt() {
        assertTrue(RuleWords.hasSpace("a\tb"));
        assertTrue(RuleWords.hasSpace("a\0"));
        assertFalse(RuleWords.hasSpace("a\u00a0b"));
    }
}
