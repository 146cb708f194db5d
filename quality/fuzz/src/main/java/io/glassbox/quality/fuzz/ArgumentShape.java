package io.glassbox.quality.fuzz;

import io.glassbox.quality.testkit.Reply;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** One argument as COMMAND DOCS describes it. */
public record ArgumentShape(
        String name,
        String kind,
        String token,
        boolean isOptional,
        boolean isMultiple,
        boolean repeatsToken,
        List<ArgumentShape> parts) {
    private static final int MOST_REPEATS = 4;

    static List<ArgumentShape> read(Reply arguments) {
        return arguments.elements().stream().map(ArgumentShape::readOne).toList();
    }

    private static ArgumentShape readOne(Reply argument) {
        Map<String, Reply> fields = argument.byName();
        Reply flagged = fields.get("flags");
        Reply parts = fields.get("arguments");
        List<String> flags = flagged == null ? List.of() : flagged.texts();
        return new ArgumentShape(
                text(fields, "name"),
                text(fields, "type"),
                text(fields, "token"),
                flags.contains("optional"),
                flags.contains("multiple"),
                flags.contains("multiple_token"),
                parts == null ? List.of() : read(parts));
    }

    private static String text(Map<String, Reply> fields, String name) {
        Reply value = fields.get(name);
        return value == null ? "" : value.text();
    }

    /** Writes the argument as a client would, or leaves it out if it may be left out. */
    void write(Words words, Values values, SplittableRandom random) {
        if (isOptional && random.nextInt(3) != 0) {
            return;
        }
        int times = isMultiple ? 1 + random.nextInt(MOST_REPEATS) : 1;
        for (int i = 0; i < times; i++) {
            if (!token.isEmpty() && (i == 0 || repeatsToken)) {
                words.add(token);
            }
            writeOnce(words, values, random);
        }
    }

    private void writeOnce(Words words, Values values, SplittableRandom random) {
        switch (kind) {
            case "pure-token" -> {}
            case "oneof" -> {
                if (!parts.isEmpty()) {
                    parts.get(random.nextInt(parts.size())).write(words, values, random);
                }
            }
            case "block" -> {
                for (ArgumentShape part : parts) {
                    part.write(words, values, random);
                }
            }
            default -> values.add(words, kind, name);
        }
    }
}
