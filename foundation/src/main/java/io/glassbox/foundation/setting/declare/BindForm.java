package io.glassbox.foundation.setting.declare;

import java.util.List;

/** The addresses of {@code bind}; none is no TCP listener at all. */
record BindForm() implements ValueForm<List<String>> {
    private static final int MAX_ADDRESSES = 16;

    @Override
    public List<String> parse(List<String> words, List<String> current) throws SettingRefused {
        if (words.size() > MAX_ADDRESSES) {
            throw new SettingRefused("Too many bind addresses specified.");
        }
        return words.equals(List.of("")) ? List.of() : List.copyOf(words);
    }

    @Override
    public String print(List<String> value) {
        return String.join(" ", value);
    }

    @Override
    public List<Line> lines(List<String> value, List<String> defaultValue) {
        if (value.equals(defaultValue)) {
            return List.of();
        }
        return List.of(new Line(value.isEmpty() ? "\"\"" : print(value), true));
    }

    @Override
    public boolean takesSeveralWords() {
        return true;
    }
}
