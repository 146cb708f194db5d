package io.glassbox.quality.differ;

import io.glassbox.quality.fuzz.Words;
import io.glassbox.quality.testkit.RespClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One request, of words with a char for each byte. */
record Call(List<String> words) {
    static Call of(String... words) {
        return new Call(List.of(words));
    }

    static Call of(Words words) {
        List<String> copy = new ArrayList<>(words.count());
        for (int i = 0; i < words.count(); i++) {
            copy.add(new String(words.bytes(), words.start(i), words.length(i), StandardCharsets.ISO_8859_1));
        }
        return new Call(copy);
    }

    /** The command, in small letters. */
    String name() {
        return words.getFirst().toLowerCase(Locale.ROOT);
    }

    /** Whether one of the words behind the command is this one, in any letters. */
    boolean has(String word) {
        return words.stream().skip(1).anyMatch(word::equalsIgnoreCase);
    }

    byte[] bytes() {
        return RespClient.encode(words.toArray(String[]::new));
    }

    /** As redis-cli would take it. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (String word : words) {
            text.append(text.isEmpty() ? "" : " ").append(quoted(word));
        }
        return text.toString();
    }

    private static String quoted(String word) {
        if (!word.isEmpty() && word.chars().allMatch(c -> c > ' ' && c < 127 && c != '"' && c != '\'' && c != '\\')) {
            return word;
        }
        StringBuilder text = new StringBuilder("\"");
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c >= ' ' && c < 127) {
                text.append(c);
            } else {
                text.append(String.format(Locale.ROOT, "\\x%02x", (int) c));
            }
        }
        return text.append('"').toString();
    }
}
