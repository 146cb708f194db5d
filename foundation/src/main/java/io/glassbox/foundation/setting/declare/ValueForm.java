package io.glassbox.foundation.setting.declare;

import java.util.List;

/** How the value of a setting is read from words and written as text. Stateless; values are immutable. */
public interface ValueForm<T> {
    /**
     * One line that {@code CONFIG REWRITE} writes for a setting.
     *
     * @param arguments what follows the name
     * @param isNeeded whether the line is appended when the file has none for the setting
     */
    record Line(String arguments, boolean isNeeded) {}

    /** The value that {@code CONFIG SET} makes of {@code words} when {@code current} is set. */
    T parse(List<String> words, T current) throws SettingRefused;

    /** The value as {@code CONFIG GET} shows it. */
    String print(T value);

    /**
     * The value that one line of a configuration file makes.
     *
     * @param current the value after the lines before
     * @param isFirst whether no line before was for this setting, so that {@code current} is the default
     */
    default T parseLine(List<String> words, T current, boolean isFirst) throws SettingRefused {
        return parse(words, current);
    }

    /** The lines that {@link #parseLine} makes {@code value} of; none when no line says it as well. */
    default List<Line> lines(T value, T defaultValue) {
        return List.of(new Line(print(value), !value.equals(defaultValue)));
    }

    /** Whether a value is several words, which {@code CONFIG SET} takes in one argument, parted by blanks. */
    default boolean takesSeveralWords() {
        return false;
    }
}
