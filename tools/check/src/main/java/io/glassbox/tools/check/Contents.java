package io.glassbox.tools.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.glassbox.durability.rdb.KeyFacts;
import io.glassbox.durability.rdb.RdbForm;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import java.util.HashMap;
import java.util.Map;

/**
 * What a snapshot holds, summed up key by key: by type, by prefix, by database, by the time that is left, and the largest keys. Bytes
 * are those that a key takes in the file, with its name and due time. Takes memory for names that are counted, never for keys.
 */
final class Contents {
    /** Names in a tally of prefixes, which people choose; of all else there are few in a file that is in order. */
    private static final int MOST_PREFIXES = 10_000;

    private static final int MOST_NAMES = 1_000;

    /** Of a library's source its first line is looked at, which has its name. */
    private static final int HEAD_BYTES = 256;

    private final ContentsOptions options;
    private final Tally types = new Tally(MOST_NAMES);
    private final Tally modules = new Tally(MOST_NAMES);
    private final Tally databases = new Tally(MOST_NAMES);
    private final Tally timed = new Tally(MOST_NAMES);
    private final Tally prefixes = new Tally(MOST_PREFIXES);
    private final Tally functions = new Tally(MOST_NAMES);
    private final ExpiryProfile expiry = new ExpiryProfile();
    private final LargestKeys byBytes;
    private final LargestKeys byElements;
    private final Section fields = new Section("fields", "name", "value");
    private long keys;
    private long bytes;

    Contents(ContentsOptions options) {
        this.options = options;
        this.byBytes = new LargestKeys(options.top(), LargestKeys.Key::bytes);
        this.byElements = new LargestKeys(options.top(), LargestKeys.Key::elements);
    }

    void field(String name, ByteView value) {
        if (options.isWanted() && fields.rows().size() < MOST_NAMES) {
            fields.row(Names.readable(name.getBytes(ISO_8859_1)), Names.readable(value));
        }
    }

    void function(ByteView source, long size) {
        if (options.isWanted()) {
            functions.add(libraryName(source), 0, size);
        }
    }

    /** From the first line of a library: {@code #!lua name=mylib}. */
    private static String libraryName(ByteView source) {
        byte[] head = Memory.toBytes(source.address(), Math.min(source.length(), HEAD_BYTES));
        String line = new String(head, ISO_8859_1).lines().findFirst().orElse("");
        for (String word : line.split("\\s+")) {
            if (word.startsWith("name=")) {
                return Names.readable(word.substring("name=".length()).getBytes(ISO_8859_1));
            }
        }
        return "(unnamed)";
    }

    void moduleField(String module) {
        if (options.isWanted()) {
            modules.add(module, 0, 0);
        }
    }

    /** Takes a key of this type, which is of that module unless it is empty. */
    void key(
            long database, int type, String module, ByteView name, long elements, long size, KeyFacts facts, long now) {
        if (!options.isWanted()) {
            return;
        }
        RdbForm form = RdbForm.of(type);
        String encoding = module.isEmpty() ? form.encoding() : module;
        keys++;
        bytes += size;
        types.add(form.type() + " " + encoding, elements, size);
        String index = Long.toUnsignedString(database);
        databases.add(index, elements, size);
        if (facts.hasDue()) {
            timed.add(index, elements, size);
        }
        prefixes.add(Names.prefix(name, options.separator(), options.depth()), elements, size);
        expiry.add(facts, now, elements, size);
        if (byBytes.takes(size)) {
            byBytes.add(name, database, form.type(), encoding, elements, size);
        }
        if (byElements.takes(elements)) {
            byElements.add(name, database, form.type(), encoding, elements, size);
        }
    }

    /** Adds all that there is to say. */
    void addTo(Report report) {
        report.fact("keys", keys).fact("key_bytes", bytes);
        report.add(fields);
        report.add(databases());
        report.add(types());
        report.add(named("prefixes", "prefix", prefixes));
        report.add(expiry.section());
        report.add(largest("largest_by_bytes", byBytes));
        report.add(largest("largest_by_elements", byElements));
        Section libraries = new Section("functions", "library", "bytes");
        functions
                .largest(MOST_NAMES)
                .forEach(named -> libraries.row(named.name(), named.sum().bytes()));
        report.add(libraries);
        Section data = new Section("module_fields", "module", "count");
        modules.largest(MOST_NAMES)
                .forEach(named -> data.row(named.name(), named.sum().count()));
        report.add(data);
    }

    private Section databases() {
        Map<String, Long> expires = new HashMap<>();
        timed.largest(MOST_NAMES)
                .forEach(named -> expires.put(named.name(), named.sum().count()));
        Section section = new Section("databases", "database", "keys", "expires", "bytes");
        for (Tally.Named named : databases.largest(MOST_NAMES)) {
            Tally.Sum sum = named.sum();
            section.row(named.name(), sum.count(), expires.getOrDefault(named.name(), 0L), sum.bytes());
        }
        return section;
    }

    private Section types() {
        Section section = new Section("types", "type", "encoding", "keys", "elements", "bytes");
        for (Tally.Named named : types.largest(MOST_NAMES)) {
            String[] words = named.name().split(" ", 2);
            Tally.Sum sum = named.sum();
            section.row(words[0], words.length > 1 ? words[1] : "", sum.count(), sum.elements(), sum.bytes());
        }
        return section;
    }

    private Section named(String name, String column, Tally tally) {
        Section section = new Section(name, column, "keys", "elements", "bytes");
        for (Tally.Named named : tally.largest(options.top())) {
            Tally.Sum sum = named.sum();
            section.row(named.name(), sum.count(), sum.elements(), sum.bytes());
        }
        return section;
    }

    private static Section largest(String name, LargestKeys keys) {
        Section section = new Section(name, "key", "database", "type", "encoding", "elements", "bytes");
        for (LargestKeys.Key key : keys.largestFirst()) {
            section.row(key.name(), key.database(), key.type(), key.encoding(), key.elements(), key.bytes());
        }
        return section;
    }
}
