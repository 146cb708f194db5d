package io.glassbox.foundation.setting;

import io.glassbox.foundation.file.FileErrors;
import io.glassbox.foundation.file.FileSystem;
import io.glassbox.foundation.setting.Settings.Cell;
import io.glassbox.foundation.setting.declare.SettingRefused;
import io.glassbox.foundation.setting.declare.ValueForm.Line;
import io.glassbox.foundation.setting.text.ByteText;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * {@code CONFIG REWRITE}: writes the current values into the configuration file such that its author knows it again.
 * Comments and order stay; a line of a setting is replaced in its place; lines that are no longer needed go; what the
 * file lacks and is not at its default is appended under a mark. The file changes in one step, or not at all.
 */
public final class ConfigurationRewriter {
    private final Settings settings;
    private final FileSystem files;
    private final Map<String, Supplier<List<String>>> directives = new LinkedHashMap<>();

    public ConfigurationRewriter(Settings settings, FileSystem files) {
        this.settings = settings;
        this.files = files;
    }

    /**
     * Has the lines of a directive that is no setting written, from {@code arguments}: one text for each line, without the
     * directive's name. Lines of directives that nobody writes stay as they are.
     */
    public void onDirective(String name, Supplier<List<String>> arguments) {
        directives.put(name, arguments);
    }

    /** Rewrites the file; refused, with a reason for the client, when there is none or it cannot be written. */
    public void rewrite() throws SettingRefused {
        rewrite(false);
    }

    /** The same with a line for every setting that has a value, default or not. */
    public void rewriteAll() throws SettingRefused {
        rewrite(true);
    }

    private void rewrite(boolean everything) throws SettingRefused {
        Path file = settings.configurationFile();
        if (file == null) {
            throw new SettingRefused("The server is running without a config file");
        }
        try {
            String content = rewritten(read(file), everything);
            files.replace(file, file.resolveSibling(file.getFileName() + ".rewrite"), ByteText.encode(content));
        } catch (IOException e) {
            throw new SettingRefused("Rewriting config file: " + FileErrors.reason(e));
        }
    }

    /** The file may have been removed meanwhile: then it is written anew. */
    private String read(Path file) throws IOException {
        try {
            return ByteText.decode(files.readAll(file));
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    private String rewritten(String old, boolean everything) {
        RewrittenLines lines = new RewrittenLines(old, settings);
        for (Cell<?> cell : settings.cells()) {
            lines.replaceAll(cell.setting.name(), linesOf(cell), everything);
        }
        directives.forEach((name, arguments) -> lines.replaceAll(
                name, arguments.get().stream().map(text -> new Line(text, true)).toList(), everything));
        return lines.text();
    }

    private static <T> List<Line> linesOf(Cell<T> cell) {
        return cell.setting.form().lines(cell.value, cell.setting.defaultValue());
    }
}
