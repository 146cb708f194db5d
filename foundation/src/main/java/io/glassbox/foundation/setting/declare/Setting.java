package io.glassbox.foundation.setting.declare;

import io.glassbox.foundation.setting.declare.NumberForm.Notation;
import io.glassbox.foundation.setting.value.NotifiedEvents;
import io.glassbox.foundation.setting.value.OutputBufferLimits;
import io.glassbox.foundation.setting.value.PrimaryAddress;
import io.glassbox.foundation.setting.value.SavePoint;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The declaration of one setting. An immutable constant, shared by all servers of the JVM; the values are in each
 * server's {@code Settings}. Identity counts: two declarations are never equal.
 */
public final class Setting<T> {
    /** Tells why a value that the form has read cannot be taken. */
    @FunctionalInterface
    public interface Check<T> {
        /** The reason in Redis's words, or null when the value is fine. */
        @Nullable
        String objection(T value);
    }

    private final String name;
    private final List<String> aliases;
    private final ValueForm<T> form;
    private final T defaultValue;
    private final Set<SettingFlag> flags;
    private final Check<T> check;
    private final UnaryOperator<T> adjustment;
    private final int hash;

    private Setting(
            String name,
            List<String> aliases,
            ValueForm<T> form,
            T defaultValue,
            Set<SettingFlag> flags,
            Check<T> check,
            UnaryOperator<T> adjustment) {
        this.name = name;
        this.aliases = aliases;
        this.form = form;
        this.defaultValue = defaultValue;
        this.flags = flags;
        this.check = check;
        this.adjustment = adjustment;
        int mixed = name.hashCode() * 0x9e3779b9;
        this.hash = mixed ^ (mixed >>> 16);
    }

    /** A setting of any form of its own. */
    public static <T> Setting<T> of(String name, ValueForm<T> form, T defaultValue) {
        return new Setting<>(name, List.of(), form, defaultValue, Set.of(), value -> null, value -> value);
    }

    public static Setting<Boolean> flag(String name, boolean defaultValue) {
        return of(name, new FlagForm(), defaultValue);
    }

    public static Setting<Integer> integer(String name, int min, int max, int defaultValue) {
        return of(name, new NumberForm<>(Notation.DECIMAL, min, max, Math::toIntExact), defaultValue);
    }

    public static Setting<Long> number(String name, long min, long max, long defaultValue) {
        return of(name, new NumberForm<>(Notation.DECIMAL, min, max, Long::valueOf), defaultValue);
    }

    /** Bits of file permissions. */
    public static Setting<Integer> octal(String name, int min, int max, int defaultValue) {
        return of(name, new NumberForm<>(Notation.OCTAL, min, max, Math::toIntExact), defaultValue);
    }

    /** Bytes; unsigned, so that with a {@code max} of -1 a negative value is more than any machine has. */
    public static Setting<Long> memory(String name, long min, long max, long defaultValue) {
        return of(name, new NumberForm<>(Notation.MEMORY, min, max, Long::valueOf), defaultValue);
    }

    /** Bytes, or a percentage of something, which is held as a negative number. */
    public static Setting<Long> memoryOrPercent(String name, long defaultValue) {
        return of(
                name, new NumberForm<>(Notation.MEMORY_OR_PERCENT, -100, Long.MAX_VALUE, Long::valueOf), defaultValue);
    }

    public static Setting<String> text(String name, String defaultValue) {
        return of(name, new TextForm(false), defaultValue);
    }

    /** A text that may be absent, which is the same as empty. */
    public static Setting<String> optionalText(String name) {
        return of(name, new TextForm(true), "");
    }

    public static <E extends Enum<E>> Setting<E> choice(String name, E defaultValue) {
        return choice(name, defaultValue, constants(defaultValue));
    }

    public static <E extends Enum<E>> Setting<E> choice(String name, E defaultValue, List<E> choices) {
        return of(name, new ChoiceForm<>(choices), defaultValue);
    }

    /** Any of the constants of an enum but {@code none}, its first, which stands for the empty set and is the default. */
    public static <E extends Enum<E>> Setting<Set<E>> choices(String name, E none) {
        return of(name, new ChoicesForm<>(constants(none)), Set.of());
    }

    public static Setting<List<String>> addresses(String name, List<String> defaultValue) {
        return of(name, new BindForm(), defaultValue);
    }

    public static Setting<List<SavePoint>> savePoints(String name, List<SavePoint> defaultValue) {
        return of(name, new SaveForm(), defaultValue);
    }

    public static Setting<OutputBufferLimits> outputBuffers(String name, OutputBufferLimits defaultValue) {
        return of(name, new OutputBufferForm(), defaultValue);
    }

    public static Setting<List<Integer>> oomScores(String name, List<Integer> defaultValue) {
        return of(name, new OomScoresForm(), defaultValue);
    }

    public static Setting<List<Double>> percentiles(String name, List<Double> defaultValue) {
        return of(name, new PercentilesForm(), defaultValue);
    }

    public static Setting<NotifiedEvents> events(String name) {
        return of(name, new EventsForm(), NotifiedEvents.NONE);
    }

    public static Setting<PrimaryAddress> primary(String name) {
        return of(name, new PrimaryForm(), PrimaryAddress.NONE);
    }

    public static Setting<String> directory(String name) {
        return of(name, new DirectoryForm(), "");
    }

    private static <E extends Enum<E>> List<E> constants(E any) {
        return List.of(any.getDeclaringClass().getEnumConstants());
    }

    /** The same with other names that older files use. */
    public Setting<T> alias(String... names) {
        return new Setting<>(name, List.of(names), form, defaultValue, flags, check, adjustment);
    }

    public Setting<T> with(SettingFlag... more) {
        EnumSet<SettingFlag> all = EnumSet.copyOf(Arrays.asList(more));
        all.addAll(flags);
        return new Setting<>(name, aliases, form, defaultValue, Set.copyOf(all), check, adjustment);
    }

    public Setting<T> immutable() {
        return with(SettingFlag.IMMUTABLE);
    }

    public Setting<T> hidden() {
        return with(SettingFlag.HIDDEN);
    }

    public Setting<T> checked(Check<T> replacement) {
        return new Setting<>(name, aliases, form, defaultValue, flags, replacement, adjustment);
    }

    /** The same, with values moved to what the server can use, as an {@code hz} of 1000 is to 500. */
    public Setting<T> adjusted(UnaryOperator<T> replacement) {
        return new Setting<>(name, aliases, form, defaultValue, flags, check, replacement);
    }

    public String name() {
        return name;
    }

    public List<String> aliases() {
        return aliases;
    }

    public T defaultValue() {
        return defaultValue;
    }

    public boolean has(SettingFlag flag) {
        return flags.contains(flag);
    }

    public ValueForm<T> form() {
        return form;
    }

    /** {@code value} as it can be used; refused when the check objects. */
    public T accept(T value) throws SettingRefused {
        String objection = check.objection(value);
        if (objection != null) {
            throw new SettingRefused(objection);
        }
        return adjustment.apply(value);
    }

    /** A number to find the setting by in a table of identities. */
    public int hash() {
        return hash;
    }

    @Override
    public String toString() {
        return name;
    }
}
