package io.glassbox.engine.info;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All sections of INFO, in the order in which they are printed. */
public final class InfoSections {
    private static final String LINE_END = "\r\n";

    private final Map<String, InfoSection> byName = new LinkedHashMap<>();

    /** Adds a section at the end, or puts it in the place of the one with its name. */
    public void put(InfoSection section) {
        byName.put(section.name(), section);
    }

    /**
     * The text of the sections that {@code words} ask for: names, or the collective words {@code default}, {@code all} and
     * {@code everything}; no words are {@code default}. Each section once, in the registered order; what is not known asks for
     * nothing.
     */
    public String text(List<String> words) {
        InfoWriter out = new InfoWriter();
        List<String> wanted = words.isEmpty()
                ? List.of("default")
                : words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
        for (InfoSection section : byName.values()) {
            if (isWanted(section, wanted)) {
                if (!out.isEmpty()) {
                    out.raw(LINE_END);
                }
                out.raw("# " + section.title() + LINE_END);
                section.writer().accept(out);
            }
        }
        return out.toString();
    }

    private static boolean isWanted(InfoSection section, List<String> wanted) {
        if (wanted.contains(section.name())) {
            return true;
        }
        return switch (section.asked()) {
            case BY_DEFAULT -> wanted.contains("default") || isForAll(wanted);
            case WITH_ALL -> isForAll(wanted);
            case BY_NAME -> false;
        };
    }

    private static boolean isForAll(List<String> wanted) {
        return wanted.contains("all") || wanted.contains("everything");
    }
}
