package io.glassbox.foundation.setting.declare;

import io.glassbox.foundation.setting.text.Words;
import java.util.List;

/**
 * Text.
 *
 * @param emptyIsUnset whether the empty text means that nothing is set, so that no line is written for it
 */
record TextForm(boolean emptyIsUnset) implements ValueForm<String> {
    @Override
    public String parse(List<String> words, String current) {
        return words.getFirst();
    }

    @Override
    public String print(String value) {
        return value;
    }

    @Override
    public List<Line> lines(String value, String defaultValue) {
        if (emptyIsUnset && value.isEmpty()) {
            return List.of();
        }
        return List.of(new Line(Words.quote(value), !value.equals(defaultValue)));
    }
}
