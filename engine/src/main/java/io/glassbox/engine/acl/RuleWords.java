package io.glassbox.engine.acl;

import io.glassbox.foundation.setting.text.Words;
import java.util.ArrayList;
import java.util.List;

/** Rules as words: what is within parentheses belongs together, however it was cut. */
public final class RuleWords {
    private RuleWords() {}

    /** There is a parenthesis that none closes. */
    public static final class Unmatched extends Exception {
        private static final long serialVersionUID = 1L;

        private final String opening;

        Unmatched(String opening) {
            super(opening, null, false, false);
            this.opening = opening;
        }

        /** The word with which it opens. */
        public String opening() {
            return opening;
        }
    }

    /** The same rules with every selector as one word, from its opening parenthesis to the word that ends with a closing one. */
    public static List<String> joinSelectors(List<String> words) throws Unmatched {
        List<String> joined = new ArrayList<>();
        StringBuilder selector = new StringBuilder();
        String opening = "";
        for (String word : words) {
            boolean closes = word.endsWith(")");
            if (!selector.isEmpty()) {
                selector.append(' ').append(word);
                if (closes) {
                    joined.add(selector.toString());
                    selector.setLength(0);
                }
            } else if (word.startsWith("(") && !closes) {
                opening = word;
                selector.append(word);
            } else {
                joined.add(word);
            }
        }
        if (!selector.isEmpty()) {
            throw new Unmatched(opening);
        }
        return joined;
    }

    /** A line of words that is to be split again where quotes mean something: those that have one are quoted. */
    public static String quoteWhereNeeded(String line) {
        if (line.indexOf('"') < 0 && line.indexOf('\'') < 0) {
            return line;
        }
        StringBuilder quoted = new StringBuilder();
        for (String word : line.split(" ", -1)) {
            boolean hasQuote = word.indexOf('"') >= 0 || word.indexOf('\'') >= 0;
            quoted.append(quoted.isEmpty() ? "" : " ").append(hasQuote ? Words.quote(word) : word);
        }
        return quoted.toString();
    }

    /** Whether there is white space, or a byte 0, in what must be one word. */
    public static boolean hasSpace(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ' ' || c >= '\t' && c <= '\r' || c == 0) {
                return true;
            }
        }
        return false;
    }
}
