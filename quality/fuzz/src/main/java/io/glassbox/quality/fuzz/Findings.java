package io.glassbox.quality.fuzz;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What went wrong, the same thing once. From any thread. */
final class Findings {
    private static final int MOST = 50;

    private final Map<String, Integer> all = new LinkedHashMap<>();
    private boolean fatal;

    synchronized void add(String finding) {
        if (all.size() < MOST || all.containsKey(finding)) {
            all.merge(finding, 1, Integer::sum);
        }
    }

    /** Something after which the run cannot go on. */
    synchronized void fatal(String finding) {
        add(finding);
        fatal = true;
    }

    synchronized boolean isFatal() {
        return fatal;
    }

    synchronized boolean isEmpty() {
        return all.isEmpty();
    }

    /** Each finding, with how often it was seen. */
    synchronized List<String> texts() {
        List<String> texts = new ArrayList<>();
        all.forEach((finding, times) -> texts.add(times == 1 ? finding : finding + "\n  (" + times + " times)"));
        return texts;
    }
}
