package io.glassbox.tools.check;

import java.util.Locale;
import java.util.Set;

/** What the commands of append-only files do, summed up: how often each is called, and on keys of what prefix. */
final class AofContents {
    private static final int MOST_NAMES = 1_000;
    private static final int MOST_PREFIXES = 10_000;

    /** The commands of such a file whose second word is no key. */
    private static final Set<String> WITHOUT_KEY = Set.of(
            "SELECT",
            "MULTI",
            "EXEC",
            "FLUSHALL",
            "FLUSHDB",
            "SWAPDB",
            "FUNCTION",
            "SCRIPT",
            "EVAL",
            "EVALSHA",
            "PUBLISH",
            "SPUBLISH",
            "XGROUP",
            "PING");

    private final ContentsOptions options;
    private final Tally commands = new Tally(MOST_NAMES);
    private final Tally databases = new Tally(MOST_NAMES);
    private final Tally prefixes = new Tally(MOST_PREFIXES);
    private final Section files =
            new Section("files", "file", "kind", "bytes", "snapshot_bytes", "commands", "first_time", "last_time");
    private String database = "0";
    private long count;
    private long firstTime;
    private long lastTime;

    AofContents(ContentsOptions options) {
        this.options = options;
    }

    /** Another file begins. */
    void begin() {
        database = "0";
        count = 0;
        firstTime = 0;
        lastTime = 0;
    }

    void end(String name, String kind, long bytes, long snapshotBytes) {
        files.row(name, kind, bytes, snapshotBytes, count, firstTime, lastTime);
    }

    /** Commands from here on were run at this time, in unix seconds. */
    void time(long seconds) {
        firstTime = firstTime == 0 ? seconds : firstTime;
        lastTime = seconds;
    }

    /** Takes a command of so many bytes. */
    void command(CommandReader.Word name, CommandReader.Word argument, long bytes) {
        count++;
        if (!options.isWanted()) {
            return;
        }
        String command = Names.readable(name.toBytes()).toUpperCase(Locale.ROOT);
        commands.add(command, 0, bytes);
        if (command.equals("SELECT")) {
            database = Names.readable(argument.toBytes());
            return;
        }
        databases.add(database, 0, bytes);
        if (argument.length() > 0 && !WITHOUT_KEY.contains(command)) {
            prefixes.add(Names.prefix(argument.toBytes(), options.separator(), options.depth()), 0, bytes);
        }
    }

    void addTo(Report report) {
        report.add(files);
        report.add(section("commands", "command", commands, MOST_NAMES));
        report.add(section("commands_by_database", "database", databases, MOST_NAMES));
        report.add(section("commands_by_prefix", "prefix", prefixes, options.top()));
    }

    private static Section section(String name, String column, Tally tally, int most) {
        Section section = new Section(name, column, "calls", "bytes");
        for (Tally.Named named : tally.largest(most)) {
            section.row(named.name(), named.sum().count(), named.sum().bytes());
        }
        return section;
    }
}
