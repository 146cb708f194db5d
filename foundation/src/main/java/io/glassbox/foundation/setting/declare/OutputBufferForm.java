package io.glassbox.foundation.setting.declare;

import io.glassbox.foundation.setting.value.OutputBufferLimits;
import io.glassbox.foundation.setting.value.OutputBufferLimits.Limit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code client-output-buffer-limit}: groups of class, hard, soft and seconds; classes not named keep their limits. */
record OutputBufferForm() implements ValueForm<OutputBufferLimits> {
    @Override
    public OutputBufferLimits parse(List<String> words, OutputBufferLimits current) throws SettingRefused {
        if (words.size() % 4 != 0) {
            throw new SettingRefused("Wrong number of arguments in buffer limit configuration.");
        }
        OutputBufferLimits limits = current;
        for (int i = 0; i < words.size(); i += 4) {
            String clientClass = words.get(i).toLowerCase(Locale.ROOT);
            Limit limit = switch (clientClass) {
                case "normal", "replica", "slave", "pubsub" -> limit(words.subList(i + 1, i + 4));
                default -> throw new SettingRefused("Invalid client class specified in buffer limit configuration.");
            };
            limits = switch (clientClass) {
                case "normal" -> new OutputBufferLimits(limit, limits.replica(), limits.pubsub());
                case "pubsub" -> new OutputBufferLimits(limits.normal(), limits.replica(), limit);
                default -> new OutputBufferLimits(limits.normal(), limit, limits.pubsub());
            };
        }
        return limits;
    }

    private static Limit limit(List<String> words) throws SettingRefused {
        try {
            long hard = Numerals.memory(words.get(0));
            long soft = Numerals.memory(words.get(1));
            String seconds = words.get(2);
            if (Numerals.isLong(seconds)
                    && Long.parseLong(seconds) == Math.clamp(Long.parseLong(seconds), 0, Integer.MAX_VALUE)) {
                return new Limit(hard, soft, Integer.parseInt(seconds));
            }
        } catch (NumberFormatException e) {
            // refused below, as a wrong number of seconds is
        }
        throw new SettingRefused("Error in hard, soft or soft_seconds setting in buffer limit configuration.");
    }

    @Override
    public String print(OutputBufferLimits value) {
        return print("normal", value.normal()) + " " + print("slave", value.replica()) + " "
                + print("pubsub", value.pubsub());
    }

    private static String print(String clientClass, Limit limit) {
        return clientClass + " " + limit.hardBytes() + " " + limit.softBytes() + " " + limit.softSeconds();
    }

    @Override
    public List<Line> lines(OutputBufferLimits value, OutputBufferLimits defaultValue) {
        List<Line> lines = new ArrayList<>();
        lines.add(line("normal", value.normal(), defaultValue.normal()));
        lines.add(line("replica", value.replica(), defaultValue.replica()));
        lines.add(line("pubsub", value.pubsub(), defaultValue.pubsub()));
        return lines;
    }

    private static Line line(String clientClass, Limit limit, Limit defaultLimit) {
        String arguments = clientClass + " " + Numerals.withUnit(limit.hardBytes()) + " "
                + Numerals.withUnit(limit.softBytes()) + " " + limit.softSeconds();
        return new Line(arguments, !limit.equals(defaultLimit));
    }

    @Override
    public boolean takesSeveralWords() {
        return true;
    }
}
