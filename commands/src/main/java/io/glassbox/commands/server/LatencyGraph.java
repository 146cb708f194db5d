package io.glassbox.commands.server;

import io.glassbox.engine.statistics.LatencyMonitor.Event;
import io.glassbox.engine.statistics.LatencyMonitor.Sample;
import java.util.List;

/** Draws the spikes of one event as columns of characters, newest on the right, with the age of each below it. */
final class LatencyGraph {
    private static final int ROWS = 4;
    private static final int MOST_COLUMNS = 80;
    private static final char[] TIPS = {'_', 'o', '#'};

    private LatencyGraph() {}

    static String draw(String name, Event event, long nowSeconds) {
        List<Sample> all = event.samples();
        List<Sample> samples = all.subList(Math.max(0, all.size() - MOST_COLUMNS), all.size());
        long high = samples.stream().mapToLong(Sample::millis).max().orElse(0);
        long low = samples.stream().mapToLong(Sample::millis).min().orElse(0);
        StringBuilder text = new StringBuilder();
        text.append(name)
                .append(" - high ")
                .append(high)
                .append(" ms, low ")
                .append(low)
                .append(" ms (all time high ")
                .append(event.worstMillis())
                .append(" ms)\n")
                .append("-".repeat(80))
                .append('\n');
        for (int row = ROWS - 1; row >= 0; row--) {
            for (Sample sample : samples) {
                text.append(cell(sample.millis(), low, high, row));
            }
            text.append('\n');
        }
        text.append('\n');
        String[] labels = samples.stream()
                .map(sample -> age(nowSeconds - sample.unixSeconds()))
                .toArray(String[]::new);
        for (int line = 0; line < longest(labels); line++) {
            for (String label : labels) {
                text.append(line < label.length() ? label.charAt(line) : ' ');
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static char cell(long millis, long low, long high, int row) {
        int steps = ROWS * TIPS.length - 1;
        long height = high == low ? steps : (millis - low) * steps / (high - low);
        long top = height / TIPS.length;
        if (row > top) {
            return ' ';
        }
        return row == top ? TIPS[(int) (height % TIPS.length)] : '|';
    }

    private static String age(long seconds) {
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3600) {
            return seconds / 60 + "m";
        }
        return seconds < 86400 ? seconds / 3600 + "h" : seconds / 86400 + "d";
    }

    private static int longest(String[] labels) {
        int longest = 0;
        for (String label : labels) {
            longest = Math.max(longest, label.length());
        }
        return longest;
    }
}
