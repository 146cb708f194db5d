package io.glassbox.tools.check;

import io.glassbox.durability.rdb.KeyFacts;
import java.util.List;

/** How many keys have how much time left. */
final class ExpiryProfile {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    /** A span of time left, up to its end. */
    private record Span(String name, long end) {}

    private static final List<Span> SPANS = List.of(
            new Span("expired", 0),
            new Span("within a minute", MINUTE),
            new Span("within an hour", HOUR),
            new Span("within a day", DAY),
            new Span("within a week", 7 * DAY),
            new Span("within 30 days", 30 * DAY),
            new Span("within a year", 365 * DAY),
            new Span("later", Long.MAX_VALUE));

    private final Tally.Sum none = new Tally.Sum();
    private final List<Tally.Sum> sums =
            SPANS.stream().map(_ -> new Tally.Sum()).toList();

    void add(KeyFacts facts, long now, long elements, long bytes) {
        if (!facts.hasDue()) {
            none.add(elements, bytes);
            return;
        }
        long left = facts.due() - now;
        int span = 0;
        while (left >= SPANS.get(span).end() && span < SPANS.size() - 1) {
            span++;
        }
        sums.get(span).add(elements, bytes);
    }

    Section section() {
        Section section = new Section("expiry", "due", "keys", "bytes");
        section.row("never", none.count(), none.bytes());
        for (int i = 0; i < SPANS.size(); i++) {
            section.row(SPANS.get(i).name(), sums.get(i).count(), sums.get(i).bytes());
        }
        return section;
    }
}
