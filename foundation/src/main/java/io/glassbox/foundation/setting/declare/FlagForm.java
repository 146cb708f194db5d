package io.glassbox.foundation.setting.declare;

import java.util.List;

/** {@code yes} or {@code no}. */
record FlagForm() implements ValueForm<Boolean> {
    @Override
    public Boolean parse(List<String> words, Boolean current) throws SettingRefused {
        String text = words.getFirst();
        if (text.equalsIgnoreCase("yes")) {
            return true;
        }
        if (text.equalsIgnoreCase("no")) {
            return false;
        }
        throw new SettingRefused("argument must be 'yes' or 'no'");
    }

    @Override
    public String print(Boolean value) {
        return value ? "yes" : "no";
    }
}
