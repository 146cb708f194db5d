package io.glassbox.foundation.setting;

import io.glassbox.foundation.file.DiskFileSystem;
import io.glassbox.foundation.file.FileErrors;
import io.glassbox.foundation.file.WorkingDirectory;
import io.glassbox.foundation.setting.catalogue.Catalogue;
import io.glassbox.foundation.setting.catalogue.EncodingSettings;
import io.glassbox.foundation.setting.catalogue.ProcessSettings;
import io.glassbox.foundation.setting.declare.Setting;
import io.glassbox.foundation.setting.declare.SettingFlag;
import io.glassbox.foundation.setting.declare.SettingRefused;
import io.glassbox.foundation.setting.text.NameGlob;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The values of one server's settings.
 *
 * <p>{@link #get} may be called from any thread and costs a few instructions: a probe of a table by the identity of the
 * declaration, and a volatile read. Everything that changes a value, and everything that is called when one changes,
 * belongs to the thread that owns the server.
 */
public final class Settings {
    /**
     * Puts new values into effect, or tells why that cannot be. Called with the values already in place; when it refuses,
     * they are put back and it is called once more, to restore what it had changed.
     */
    @FunctionalInterface
    public interface Applier {
        void apply() throws SettingRefused;
    }

    /** One setting as {@code CONFIG GET} shows it. */
    public record Shown(String name, String value) {}

    private final WorkingDirectory directory;
    private final Map<String, Cell<?>> byName = new LinkedHashMap<>();
    private volatile @Nullable Cell<?>[] table = new Cell<?>[0];
    private volatile @Nullable Path configurationFile;

    /** Everything at its default, in a current directory of its own. */
    public Settings() {
        this(new WorkingDirectory(new DiskFileSystem()));
    }

    /** Everything at its default; the setting {@code dir} is {@code directory} and moves it. */
    public Settings(WorkingDirectory directory) {
        this.directory = directory;
        register(Catalogue.ALL);
        assign(ProcessSettings.DIR, directory.path().toString());
        applyWith(this::moveDirectory, ProcessSettings.DIR);
        applyWith(this::checkSparseSlices, EncodingSettings.ARRAY_SPARSE_KMIN, EncodingSettings.ARRAY_SPARSE_KMAX);
    }

    /** Adds the settings of an extension, at their defaults. */
    public void register(List<? extends Setting<?>> settings) {
        for (Setting<?> setting : settings) {
            Cell<?> cell = new Cell<>(setting);
            add(setting.name(), cell);
            setting.aliases().forEach(alias -> add(alias, cell));
        }
        List<Cell<?>> cells = byName.values().stream().distinct().toList();
        // At most a quarter full, so that a probe nearly always hits at once.
        @Nullable Cell<?>[] larger = new Cell<?>[Integer.highestOneBit(cells.size()) * 8];
        for (Cell<?> cell : cells) {
            int i = cell.setting.hash() & (larger.length - 1);
            while (larger[i] != null) {
                i = (i + 1) & (larger.length - 1);
            }
            larger[i] = cell;
        }
        table = larger;
    }

    private void add(String name, Cell<?> cell) {
        if (byName.putIfAbsent(name, cell) != null) {
            throw new IllegalArgumentException("two settings are named " + name);
        }
    }

    /** The value of {@code setting}; O(1). */
    public <T> T get(Setting<T> setting) {
        return cell(setting).value;
    }

    /** Takes the values over that others have, but for the directory; to be called before anybody listens. */
    public void takeOver(Settings others) {
        for (Cell<?> cell : cells()) {
            if (cell.setting != ProcessSettings.DIR) {
                takeOver(cell, others);
            }
        }
    }

    private static <T> void takeOver(Cell<T> cell, Settings others) {
        cell.value = others.get(cell.setting);
    }

    /** The cell of a registered setting. */
    <T> Cell<T> cell(Setting<T> setting) {
        @Nullable Cell<?>[] cells = table;
        int mask = cells.length - 1;
        for (int i = setting.hash() & mask; ; i = (i + 1) & mask) {
            Cell<?> cell = cells[i];
            if (cell == null) {
                throw new IllegalArgumentException("not a setting of this server: " + setting);
            }
            if (cell.setting == setting) {
                @SuppressWarnings("unchecked") // a cell has the type of its setting, and this one is its setting
                Cell<T> found = (Cell<T>) cell;
                return found;
            }
        }
    }

    /** The cell of a name or alias, whatever its case; null when there is none. */
    @Nullable
    Cell<?> cell(String name) {
        return byName.get(name.toLowerCase(Locale.ROOT));
    }

    /** All settings with a cell of their own, in the order of the catalogue. */
    List<Cell<?>> cells() {
        return byName.values().stream().distinct().toList();
    }

    /** The setting of that name or alias, whatever its case; null when there is none. */
    public @Nullable Setting<?> find(String name) {
        Cell<?> cell = cell(name);
        return cell == null ? null : cell.setting;
    }

    /** Calls {@code listener} with each new value after it has come into effect. */
    public <T> void onChange(Setting<T> setting, Consumer<? super T> listener) {
        cell(setting).listeners.add(listener);
    }

    /** Has {@code applier} put changes of {@code settings} into effect, once for all that change together. */
    public void applyWith(Applier applier, Setting<?>... settings) {
        for (Setting<?> setting : settings) {
            cell(setting).appliers.add(applier);
        }
    }

    /**
     * What {@code CONFIG GET} answers: the settings whose names or aliases match a glob, or are named, hidden ones only
     * when named. Each name once, in the spelling that was asked for.
     */
    public List<Shown> matching(List<String> patterns) {
        Map<String, Shown> shown = new LinkedHashMap<>();
        for (String pattern : patterns) {
            String lowerCase = pattern.toLowerCase(Locale.ROOT);
            if (NameGlob.isPattern(pattern)) {
                NameGlob glob = new NameGlob(pattern, true);
                byName.forEach((name, cell) -> {
                    if (!cell.setting.has(SettingFlag.HIDDEN) && glob.matches(name)) {
                        shown.putIfAbsent(name, new Shown(name, cell.print()));
                    }
                });
            } else {
                Cell<?> cell = byName.get(lowerCase);
                if (cell != null) {
                    shown.putIfAbsent(lowerCase, new Shown(pattern, cell.print()));
                }
            }
        }
        return List.copyOf(shown.values());
    }

    /** What {@code CONFIG SET} does: checks all changes, makes all of them or, when one is refused, none. */
    public void change(List<SettingChange> changes, ChangeRights rights) throws ChangeRefused {
        new ChangeTransaction(this, rights).run(changes);
    }

    /**
     * Takes {@code words} as the value of the setting named {@code name}, as a start from a configuration file does:
     * immutable settings too, and without any applier but that of {@code dir}.
     */
    public void initialize(String name, String... words) throws SettingRefused {
        Cell<?> cell = cell(name);
        if (cell == null) {
            throw new SettingRefused("Bad directive or wrong number of arguments");
        }
        initialize(cell, List.of(words), true);
    }

    /** As {@link #initialize}, for a line that may add to the ones before. */
    void initialize(Cell<?> cell, List<String> words, boolean isFirst) throws SettingRefused {
        if (words.size() != 1 && !cell.setting.form().takesSeveralWords()) {
            throw new SettingRefused("wrong number of arguments");
        }
        cell.readLine(words, isFirst);
        if (cell.setting == ProcessSettings.DIR) {
            moveDirectory();
        }
    }

    /** Records a value that the server itself has come to: listeners are told, nothing is checked or applied. */
    public <T> void assign(Setting<T> setting, T value) {
        Cell<T> cell = cell(setting);
        if (!cell.value.equals(value)) {
            cell.value = value;
            cell.tell();
        }
    }

    /** The file that the server was started with and that {@code CONFIG REWRITE} writes; null when there is none. */
    public @Nullable Path configurationFile() {
        return configurationFile;
    }

    void setConfigurationFile(Path file) {
        configurationFile = file;
    }

    /** The current directory, which the setting {@code dir} moves. */
    public WorkingDirectory directory() {
        return directory;
    }

    private void moveDirectory() throws SettingRefused {
        Cell<String> cell = cell(ProcessSettings.DIR);
        try {
            directory.change(cell.value);
            cell.value = directory.path().toString();
        } catch (IOException e) {
            cell.value = directory.path().toString();
            throw new SettingRefused(FileErrors.reason(e));
        }
    }

    /** Refuses limits between which a slice would change its form with every element. */
    void checkSparseSlices() throws SettingRefused {
        int most = get(EncodingSettings.ARRAY_SPARSE_KMAX);
        if (most != 0 && get(EncodingSettings.ARRAY_SPARSE_KMIN) >= most) {
            throw new SettingRefused("array-sparse-kmin must be less than array-sparse-kmax");
        }
    }

    /** The value of one setting, and who wants to know of it. */
    static final class Cell<T> {
        final Setting<T> setting;
        final List<Consumer<? super T>> listeners = new ArrayList<>();
        final List<Applier> appliers = new ArrayList<>();
        volatile T value;

        Cell(Setting<T> setting) {
            this.setting = setting;
            this.value = setting.defaultValue();
        }

        String print() {
            return setting.form().print(value);
        }

        void readLine(List<String> words, boolean isFirst) throws SettingRefused {
            value = setting.accept(setting.form().parseLine(words, value, isFirst));
        }

        void tell() {
            for (Consumer<? super T> listener : listeners) {
                listener.accept(value);
            }
        }
    }
}
