package io.glassbox.durability.aof;

import io.glassbox.foundation.setting.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which files make up the data, in the order in which they are read: a base, then increments. Files of the history are of no
 * use any more and wait to be deleted. An immutable value: a change makes a new one, which counts once it is on the disk.
 *
 * <pre>
 * file appendonly.aof.2.base.rdb seq 2 type b
 * file appendonly.aof.1.incr.aof seq 1 type h
 * file appendonly.aof.2.incr.aof seq 2 type i
 * </pre>
 */
public record AofManifest(
        @Nullable Part base, List<Part> history, List<Part> increments, long lastBase, long lastIncrement) {
    /** The longest line, its end included. */
    private static final int LONGEST_LINE = 1024;

    private static final int LEAST_WORDS = 6;

    /** One file. */
    public record Part(String name, long sequence, char kind) {
        private String line() {
            return "file " + quoted() + " seq " + sequence + " type " + kind + "\n";
        }

        private String quoted() {
            boolean plain = !name.isEmpty()
                    && name.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '\'' && c != '\\');
            return plain ? name : Words.quote(name);
        }
    }

    public AofManifest {
        history = List.copyOf(history);
        increments = List.copyOf(increments);
    }

    static AofManifest empty() {
        return new AofManifest(null, List.of(), List.of(), 0, 0);
    }

    boolean isEmpty() {
        return base == null && increments.isEmpty();
    }

    /** The files to load. */
    public List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        if (base != null) {
            parts.add(base);
        }
        parts.addAll(increments);
        return parts;
    }

    /** With a base that has a name of its own: a file of before there were manifests. */
    AofManifest upgraded(String name) {
        return new AofManifest(new Part(name, 1, 'b'), history, increments, 1, lastIncrement);
    }

    /**
     * With a further increment, which is the last then. Its name is none that {@code isTaken} by a file that is about to be
     * deleted, nor one of the history.
     */
    AofManifest incremented(String prefix, Predicate<String> isTaken) {
        long next = lastIncrement + 1;
        String name = incrementName(prefix, next);
        while (isTaken.test(name) || isPast(name)) {
            next++;
            name = incrementName(prefix, next);
        }
        List<Part> all = new ArrayList<>(increments);
        all.add(new Part(name, next, 'i'));
        return new AofManifest(base, history, all, lastBase, next);
    }

    private static String incrementName(String prefix, long sequence) {
        return prefix + "." + sequence + ".incr.aof";
    }

    private boolean isPast(String name) {
        return history.stream().anyMatch(part -> part.name().equals(name));
    }

    /** The name that the next base has. */
    String nextBase(String prefix, boolean isSnapshot) {
        return prefix + "." + (lastBase + 1) + ".base" + (isSnapshot ? ".rdb" : ".aof");
    }

    /**
     * With another base, which stands for the old one and for all increments but the last {@code kept}. Without any, increments are
     * counted anew.
     */
    AofManifest rebased(String name, int kept) {
        int first = increments.size() - kept;
        List<Part> past = new ArrayList<>();
        for (Part part : increments.subList(0, first)) {
            past.add(new Part(part.name(), part.sequence(), 'h'));
        }
        if (base != null) {
            past.add(new Part(base.name(), base.sequence(), 'h'));
        }
        past.addAll(history);
        List<Part> left = increments.subList(first, increments.size());
        long last = left.isEmpty() ? 0 : lastIncrement;
        return new AofManifest(new Part(name, lastBase + 1, 'b'), past, left, lastBase + 1, last);
    }

    /** Of the base and the last increment alone: what there is right after a rewrite, for whoever keeps just that. */
    AofManifest ofLast() {
        Part last = increments.getLast();
        return new AofManifest(base, List.of(), List.of(last), lastBase, last.sequence());
    }

    AofManifest withoutHistory() {
        return new AofManifest(base, List.of(), increments, lastBase, lastIncrement);
    }

    /** As it is stored. */
    String text() {
        StringBuilder text = new StringBuilder();
        if (base != null) {
            text.append(base.line());
        }
        history.forEach(part -> text.append(part.line()));
        increments.forEach(part -> text.append(part.line()));
        return text.toString();
    }

    /** Reads what is stored, one char per byte; throws {@link BadManifest}. */
    public static AofManifest parse(String text) {
        if (text.isEmpty()) {
            throw new BadManifest("Found an empty AOF manifest", 0, "");
        }
        AofManifest read = empty();
        int number = 0;
        int start = 0;
        while (start < text.length()) {
            number++;
            int end = text.indexOf('\n', start);
            if (end < 0 || end - start >= LONGEST_LINE - 1) {
                throw new BadManifest("The AOF manifest file contains too long line", number, "");
            }
            String line = text.substring(start, end);
            if (!line.startsWith("#")) {
                read = read.with(part(line, number), line, number);
            }
            start = end + 1;
        }
        return read;
    }

    private static Part part(String line, int number) {
        List<String> words = line.isBlank() ? null : Words.split(line);
        if (words == null || words.size() < LEAST_WORDS || words.size() % 2 != 0) {
            throw invalid(line, number);
        }
        String name = "";
        long sequence = 0;
        char kind = 0;
        for (int i = 0; i < words.size(); i += 2) {
            String value = words.get(i + 1);
            switch (words.get(i)) {
                case "file" -> name = value;
                case "seq" -> sequence = sequence(value);
                case "type" -> kind = value.isEmpty() ? 0 : value.charAt(0);
                default -> {}
            }
        }
        if (name.contains("/")) {
            throw new BadManifest("File can't be a path, just a filename", number, line);
        }
        if (name.isEmpty() || sequence <= 0 || kind == 0) {
            throw invalid(line, number);
        }
        return new Part(name, sequence, kind);
    }

    private AofManifest with(Part part, String line, int number) {
        return switch (part.kind()) {
            case 'b' -> {
                if (base != null) {
                    throw new BadManifest("Found duplicate base file information", number, line);
                }
                yield new AofManifest(part, history, increments, part.sequence(), lastIncrement);
            }
            case 'h' -> {
                List<Part> all = new ArrayList<>(history);
                all.add(part);
                yield new AofManifest(base, all, increments, lastBase, lastIncrement);
            }
            case 'i' -> {
                if (part.sequence() <= lastIncrement) {
                    throw new BadManifest("Found a non-monotonic sequence number", number, line);
                }
                List<Part> all = new ArrayList<>(increments);
                all.add(part);
                yield new AofManifest(base, history, all, lastBase, part.sequence());
            }
            default -> throw new BadManifest("Unknown AOF file type", number, line);
        };
    }

    private static long sequence(String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static BadManifest invalid(String line, int number) {
        return new BadManifest("Invalid AOF manifest file format", number, line);
    }
}
