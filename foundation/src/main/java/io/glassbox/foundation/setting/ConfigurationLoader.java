package io.glassbox.foundation.setting;

import io.glassbox.foundation.file.FileErrors;
import io.glassbox.foundation.file.FileSystem;
import io.glassbox.foundation.setting.Settings.Cell;
import io.glassbox.foundation.setting.catalogue.ClusterSettings;
import io.glassbox.foundation.setting.catalogue.ProcessSettings;
import io.glassbox.foundation.setting.catalogue.ReplicationSettings;
import io.glassbox.foundation.setting.declare.Setting;
import io.glassbox.foundation.setting.declare.SettingRefused;
import io.glassbox.foundation.setting.text.ByteText;
import io.glassbox.foundation.setting.text.NameGlob;
import io.glassbox.foundation.setting.text.Words;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads the configuration at the start: a file, standard input and options, line after line, the later line winning. Used
 * once for a server and thrown away.
 *
 * <p>Directives that are not settings (users, renamed commands, modules) are handed to whoever asked for them with
 * {@link #onDirective}, in their place among the lines, so that what they object to is reported with its line.
 */
public final class ConfigurationLoader {
    /** Takes one directive. */
    @FunctionalInterface
    public interface Directive {
        /** Takes the words after the directive's name, or refuses the line. */
        void read(List<String> words) throws SettingRefused;
    }

    private record Registered(int minWords, int maxWords, Directive directive) {}

    /** More than anyone nests on purpose: a file that includes itself must end the start, not the stack. */
    private static final int MAX_INCLUDE_DEPTH = 32;

    private static final String BAD_DIRECTIVE = "Bad directive or wrong number of arguments";

    private final Settings settings;
    private final FileSystem files;
    private final Map<String, Registered> directives = new HashMap<>();
    private final Set<Setting<?>> seen = new HashSet<>();
    private int includeDepth;

    public ConfigurationLoader(Settings settings, FileSystem files) {
        this.settings = settings;
        this.files = files;
        onDirective("sentinel", 0, Integer.MAX_VALUE, words -> {
            throw new SettingRefused("sentinel directive while not in sentinel mode");
        });
        // Settings of lists before nodes were listpacks: without a meaning for two decades of files that carry them.
        onDirective("list-max-ziplist-entries", 1, 1, words -> {});
        onDirective("list-max-ziplist-value", 1, 1, words -> {});
    }

    /** Has {@code directive} take the lines named {@code name} with that many words after the name. */
    public void onDirective(String name, int minWords, int maxWords, Directive directive) {
        directives.put(name, new Registered(minWords, maxWords, directive));
    }

    /** Reads what {@code commandLine} names. {@code standardInput} is read to its end if it is asked for. */
    public void load(CommandLine commandLine, InputStream standardInput) throws ConfigurationException {
        StringBuilder text = new StringBuilder();
        if (commandLine.file() != null) {
            // Made absolute before a line changes the current directory.
            Path file = pathOf(commandLine.file());
            settings.setConfigurationFile(file);
            text.append(read(file, file.toString()));
        }
        if (commandLine.readsStandardInput()) {
            try {
                text.append(ByteText.decode(standardInput.readAllBytes()));
            } catch (IOException e) {
                throw ConfigurationException.unreadable("-", FileErrors.reason(e));
            }
        }
        if (!commandLine.options().isEmpty()) {
            text.append('\n').append(commandLine.options());
        }
        load(text.toString());
    }

    /** Reads {@code text} as a configuration file. */
    public void load(String text) throws ConfigurationException {
        readLines(text);
        checkWhole();
    }

    private Path pathOf(String name) throws ConfigurationException {
        try {
            return settings.directory().resolve(name);
        } catch (InvalidPathException e) {
            throw ConfigurationException.unreadable(name, "No such file or directory");
        }
    }

    private String read(Path file, String shownName) throws ConfigurationException {
        try {
            return ByteText.decode(files.readAll(file));
        } catch (IOException e) {
            throw ConfigurationException.unreadable(shownName, FileErrors.reason(e));
        }
    }

    private void readLines(String text) throws ConfigurationException {
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            String line = trim(lines[i]);
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            try {
                readLine(line);
            } catch (SettingRefused e) {
                throw ConfigurationException.atLine(i + 1, line, e.reason());
            }
        }
    }

    /** Without blanks, tabs and line ends around it. */
    static String trim(String line) {
        int from = 0;
        int to = line.length();
        while (from < to && " \t\r\n".indexOf(line.charAt(from)) >= 0) {
            from++;
        }
        while (to > from && " \t\r\n".indexOf(line.charAt(to - 1)) >= 0) {
            to--;
        }
        return line.substring(from, to);
    }

    private void readLine(String line) throws SettingRefused, ConfigurationException {
        List<String> words = Words.split(line);
        if (words == null) {
            throw new SettingRefused("Unbalanced quotes in configuration line");
        }
        if (words.isEmpty()) {
            return;
        }
        String name = words.getFirst().toLowerCase(Locale.ROOT);
        List<String> values = words.subList(1, words.size());
        Cell<?> cell = settings.cell(name);
        if (cell != null) {
            set(cell, values);
        } else if (name.equals("include") && values.size() == 1) {
            include(values.getFirst());
        } else {
            Registered registered = directives.get(name);
            if (registered == null || values.size() < registered.minWords || values.size() > registered.maxWords) {
                throw new SettingRefused(BAD_DIRECTIVE);
            }
            registered.directive.read(List.copyOf(values));
        }
    }

    private void set(Cell<?> cell, List<String> values) throws SettingRefused {
        List<String> words = values;
        if (cell.setting.form().takesSeveralWords()
                && words.size() == 1
                && !words.getFirst().isEmpty()) {
            // The form of CONFIG SET: all words in one argument.
            words = Words.split(words.getFirst());
            if (words == null) {
                throw new SettingRefused("Unbalanced quotes in configuration line");
            }
        }
        settings.initialize(cell, words, seen.add(cell.setting));
    }

    private void include(String name) throws SettingRefused, ConfigurationException {
        if (includeDepth == MAX_INCLUDE_DEPTH) {
            throw new SettingRefused("Too many nested include directives");
        }
        includeDepth++;
        if (NameGlob.isPattern(name)) {
            for (Path file : new FileGlob(files).expand(pathOf(name))) {
                readLines(read(file, file.toString()));
            }
        } else {
            readLines(read(pathOf(name), name));
        }
        includeDepth--;
    }

    /** What only the whole configuration shows. */
    private void checkWhole() throws ConfigurationException {
        if (settings.get(ClusterSettings.CLUSTER_ENABLED)
                && !settings.get(ReplicationSettings.REPLICAOF).isNone()) {
            throw ConfigurationException.asWhole("replicaof directive not allowed in cluster mode");
        }
        try {
            settings.checkSparseSlices();
        } catch (SettingRefused e) {
            throw ConfigurationException.asWhole(e.reason());
        }
        String logFile = settings.get(ProcessSettings.LOGFILE);
        if (!logFile.isEmpty()) {
            try {
                files.open(settings.directory().resolve(logFile), FileSystem.Mode.APPEND)
                        .close();
            } catch (IOException e) {
                throw ConfigurationException.asWhole("Can't open the log file: " + FileErrors.reason(e));
            }
        }
    }
}
