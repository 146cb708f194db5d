package io.glassbox.foundation.setting.declare;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Any number of the constants of an enum; the first constant stands for none of the others.
 *
 * @param choices all constants in their order
 */
record ChoicesForm<E extends Enum<E>>(List<E> choices) implements ValueForm<Set<E>> {
    @Override
    public Set<E> parse(List<String> words, Set<E> current) throws SettingRefused {
        List<E> chosen = new ArrayList<>();
        for (String word : words) {
            chosen.add(choice(word));
        }
        if (chosen.isEmpty()) {
            throw refused();
        }
        chosen.removeIf(choices.getFirst()::equals);
        return chosen.isEmpty() ? Set.of() : Set.copyOf(chosen);
    }

    private E choice(String word) throws SettingRefused {
        for (E choice : choices) {
            if (ChoiceForm.word(choice).equalsIgnoreCase(word)) {
                return choice;
            }
        }
        throw refused();
    }

    private SettingRefused refused() {
        return new SettingRefused(ChoiceForm.mustBeOneOf(choices.stream()));
    }

    @Override
    public String print(Set<E> value) {
        Stream<E> shown = value.isEmpty() ? Stream.of(choices.getFirst()) : EnumSet.copyOf(value).stream();
        return shown.map(ChoiceForm::word).collect(Collectors.joining(" "));
    }

    @Override
    public boolean takesSeveralWords() {
        return true;
    }
}
