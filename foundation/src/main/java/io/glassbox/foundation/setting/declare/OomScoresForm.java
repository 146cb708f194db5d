package io.glassbox.foundation.setting.declare;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** {@code oom-score-adj-values}: three numbers, for a primary, a replica and a background job. */
record OomScoresForm() implements ValueForm<List<Integer>> {
    private static final int COUNT = 3;
    private static final int LIMIT = 2_000;

    @Override
    public List<Integer> parse(List<String> words, List<Integer> current) throws SettingRefused {
        if (words.size() != COUNT) {
            throw new SettingRefused("wrong number of arguments");
        }
        List<Integer> values = new ArrayList<>();
        for (String word : words) {
            long value = Numerals.isLong(word) ? Long.parseLong(word) : Long.MAX_VALUE;
            if (value < -LIMIT || value > LIMIT) {
                throw new SettingRefused("Invalid oom-score-adj-values, elements must be between -2000 and 2000.");
            }
            values.add((int) value);
        }
        return List.copyOf(values);
    }

    @Override
    public String print(List<Integer> value) {
        return value.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    @Override
    public boolean takesSeveralWords() {
        return true;
    }
}
