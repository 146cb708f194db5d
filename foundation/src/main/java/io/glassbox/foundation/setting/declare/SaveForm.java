package io.glassbox.foundation.setting.declare;

import io.glassbox.foundation.setting.value.SavePoint;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The save points of {@code save}: in a file, lines add up, and {@code save ""} starts again with none. */
record SaveForm() implements ValueForm<List<SavePoint>> {
    @Override
    public List<SavePoint> parse(List<String> words, List<SavePoint> current) throws SettingRefused {
        List<SavePoint> points = new ArrayList<>();
        if (words.equals(List.of(""))) {
            return List.of();
        }
        if (words.size() % 2 != 0) {
            throw refused();
        }
        for (int i = 0; i < words.size(); i += 2) {
            long seconds = number(words.get(i), 1, Long.MAX_VALUE);
            points.add(new SavePoint(seconds, (int) number(words.get(i + 1), 0, Integer.MAX_VALUE)));
        }
        return List.copyOf(points);
    }

    private static long number(String text, long min, long max) throws SettingRefused {
        if (!Numerals.isLong(text)) {
            throw refused();
        }
        long number = Long.parseLong(text);
        if (number < min || number > max) {
            throw refused();
        }
        return number;
    }

    private static SettingRefused refused() {
        return new SettingRefused("Invalid save parameters");
    }

    @Override
    public List<SavePoint> parseLine(List<String> words, List<SavePoint> current, boolean isFirst)
            throws SettingRefused {
        List<SavePoint> added = parse(words, current);
        if (isFirst || words.equals(List.of(""))) {
            return added;
        }
        List<SavePoint> points = new ArrayList<>(current);
        points.addAll(added);
        return List.copyOf(points);
    }

    @Override
    public String print(List<SavePoint> value) {
        return value.stream().map(SaveForm::print).collect(Collectors.joining(" "));
    }

    private static String print(SavePoint point) {
        return point.seconds() + " " + point.changes();
    }

    @Override
    public List<Line> lines(List<SavePoint> value, List<SavePoint> defaultValue) {
        if (value.isEmpty()) {
            return List.of(new Line("\"\"", true));
        }
        return value.stream().map(point -> new Line(print(point), true)).toList();
    }

    @Override
    public boolean takesSeveralWords() {
        return true;
    }
}
