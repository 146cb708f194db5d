package io.glassbox.foundation.setting.declare;

import io.glassbox.foundation.setting.text.Words;
import java.util.List;

/** {@code dir}: a directory, always written, since a file may be used from elsewhere at the next start. */
record DirectoryForm() implements ValueForm<String> {
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
        return List.of(new Line(Words.quote(value), true));
    }
}
