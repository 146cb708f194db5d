package io.glassbox.network.tls;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A list of cipher suites in OpenSSL's notation, such as {@code ECDHE+AESGCM:DEFAULT:!AES128:@STRENGTH}, read as OpenSSL reads it:
 * from left to right, a word adds the suites that it means, {@code -} takes them away, {@code +} moves them to the end, {@code !}
 * bars them for good. Words that mean nothing to us are passed over.
 */
final class CipherList {
    private final List<CipherSuite> chosen = new ArrayList<>();
    private final Set<CipherSuite> barred = EnumSet.noneOf(CipherSuite.class);

    private CipherList() {}

    /** The suites that {@code text} means, in order of preference. */
    static List<CipherSuite> parse(String text) {
        CipherList list = new CipherList();
        for (String word : text.split("[:, ]+")) {
            list.apply(word);
        }
        return List.copyOf(list.chosen);
    }

    private void apply(String word) {
        if (word.isEmpty()) {
            return;
        }
        switch (word.charAt(0)) {
            case '!' -> {
                List<CipherSuite> meant = meantBy(word.substring(1));
                chosen.removeAll(meant);
                barred.addAll(meant);
            }
            case '-' -> chosen.removeAll(meantBy(word.substring(1)));
            case '+' -> {
                List<CipherSuite> moved = new ArrayList<>(chosen);
                moved.retainAll(meantBy(word.substring(1)));
                chosen.removeAll(moved);
                chosen.addAll(moved);
            }
            case '@' -> {
                if (word.equals("@STRENGTH")) {
                    chosen.sort(Comparator.comparingInt(CipherSuite::strength).reversed());
                }
            }
            default -> {
                List<CipherSuite> added = new ArrayList<>(meantBy(word));
                added.removeAll(chosen);
                added.removeAll(barred);
                chosen.addAll(added);
            }
        }
    }

    /** {@code A+B} means what both mean. */
    private static List<CipherSuite> meantBy(String words) {
        List<CipherSuite> meant = new ArrayList<>(List.of(CipherSuite.values()));
        for (String word : words.split("\\+")) {
            meant.removeIf(suite -> !suite.isMeantBy(word));
        }
        return meant;
    }
}
