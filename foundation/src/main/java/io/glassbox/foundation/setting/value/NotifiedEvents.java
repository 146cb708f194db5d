package io.glassbox.foundation.setting.value;

import org.jspecify.annotations.Nullable;

/**
 * The value of {@code notify-keyspace-events}: the letters of the classes of events that are published.
 *
 * @param letters each selected letter once, in the order of {@link #ALL}, with {@code A} spelt out
 */
public record NotifiedEvents(String letters) {
    /** What {@code A} stands for. */
    private static final String A = "g$lshzxetda";
    /** Every letter, in the order in which they are written. */
    private static final String ALL = A + "nocKEmSTIV";

    public static final NotifiedEvents NONE = new NotifiedEvents("");

    /** The events that {@code text} selects, or null when it contains another letter. */
    public static @Nullable NotifiedEvents parse(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != 'A' && ALL.indexOf(text.charAt(i)) < 0) {
                return null;
            }
        }
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < ALL.length(); i++) {
            char letter = ALL.charAt(i);
            if (text.indexOf(letter) >= 0 || (i < A.length() && text.indexOf('A') >= 0)) {
                letters.append(letter);
            }
        }
        return new NotifiedEvents(letters.toString());
    }

    /** All letters that {@link #parse} takes. */
    public static String accepted() {
        return "A" + ALL;
    }

    public boolean isEmpty() {
        return letters.isEmpty();
    }

    /** The letters with {@code A} for its whole group, as {@code CONFIG GET} shows them. */
    @Override
    public String toString() {
        return letters.startsWith(A) ? "A" + letters.substring(A.length()) : letters;
    }
}
