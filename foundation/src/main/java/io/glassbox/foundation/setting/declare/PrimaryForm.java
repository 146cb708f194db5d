package io.glassbox.foundation.setting.declare;

import io.glassbox.foundation.setting.value.PrimaryAddress;
import java.util.List;

/** {@code replicaof}: host and port, or {@code no one}. */
record PrimaryForm() implements ValueForm<PrimaryAddress> {
    @Override
    public PrimaryAddress parse(List<String> words, PrimaryAddress current) throws SettingRefused {
        if (words.size() != 2) {
            throw new SettingRefused("wrong number of arguments");
        }
        if (words.get(0).equalsIgnoreCase("no") && words.get(1).equalsIgnoreCase("one")) {
            return PrimaryAddress.NONE;
        }
        String port = words.get(1);
        if (!Numerals.isLong(port) || Long.parseLong(port) < 0 || Long.parseLong(port) > 65_535) {
            throw new SettingRefused("Invalid master port");
        }
        return new PrimaryAddress(words.get(0), Integer.parseInt(port));
    }

    @Override
    public String print(PrimaryAddress value) {
        return value.isNone() ? "" : value.host() + " " + value.port();
    }

    @Override
    public List<Line> lines(PrimaryAddress value, PrimaryAddress defaultValue) {
        return value.isNone() ? List.of() : List.of(new Line(print(value), true));
    }

    @Override
    public boolean takesSeveralWords() {
        return true;
    }
}
