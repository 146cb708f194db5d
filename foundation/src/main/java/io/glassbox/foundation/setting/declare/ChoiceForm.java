package io.glassbox.foundation.setting.declare;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One of the constants of an enum, by its name in lower case and with dashes.
 *
 * @param choices the constants that are offered, in the order in which errors list them
 */
record ChoiceForm<E extends Enum<E>>(List<E> choices) implements ValueForm<E> {
    @Override
    public E parse(List<String> words, E current) throws SettingRefused {
        for (E choice : choices) {
            if (word(choice).equalsIgnoreCase(words.getFirst())) {
                return choice;
            }
        }
        throw new SettingRefused(mustBeOneOf(choices.stream()));
    }

    @Override
    public String print(E value) {
        return word(value);
    }

    static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String mustBeOneOf(Stream<? extends Enum<?>> choices) {
        return "argument(s) must be one of the following: "
                + choices.map(ChoiceForm::word).collect(Collectors.joining(", "));
    }
}
