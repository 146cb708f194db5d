package io.glassbox.server.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.foundation.file.DiskFileSystem;
import io.glassbox.foundation.log.CapturingSink;
import io.glassbox.foundation.log.Log;
import io.glassbox.foundation.setting.ChangeRefused;
import io.glassbox.foundation.setting.ChangeRights;
import io.glassbox.foundation.setting.SettingChange;
import io.glassbox.foundation.setting.Settings;
import io.glassbox.foundation.time.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OomScoreTest {
    private final Settings settings = new Settings();
    private final CapturingSink sink = new CapturingSink();

    @TempDir
    Path directory;

    private Path file = Path.of("");

    @BeforeEach
    void beginAt22() throws IOException {
        file = directory.resolve("oom_score_adj");
        Files.writeString(file, "22\n");
        Log log = new Log(new ManualClock(1_700_000_000_000L), 1, sink);
        new OomScore(settings, new DiskFileSystem(), file, log).follow();
    }

    @Test
    void valuesAloneChangeNothing() throws Exception {
        set("oom-score-adj-values", "9 9 9");
        assertEquals("22", score());
    }

    @Test
    void relativeValuesAddToWhatWasBefore() throws Exception {
        set("oom-score-adj-values", "9 20 30", "oom-score-adj", "relative");
        assertEquals("31", score());
        set("oom-score-adj-values", "15 20 30");
        assertEquals("37", score());
        set("oom-score-adj", "yes");
        assertEquals("37", score());
    }

    @Test
    void absoluteValuesAreTakenAsTheyAreAndWithinWhatTheKernelKnows() throws Exception {
        set("oom-score-adj-values", "9 9 9", "oom-score-adj", "absolute");
        assertEquals("9", score());
        set("oom-score-adj-values", "-2000 9 9");
        assertEquals("-1000", score());
    }

    @Test
    void whatWasBeforeComesBackWhenItIsSwitchedOff() throws Exception {
        set("oom-score-adj-values", "9 9 9", "oom-score-adj", "yes");
        set("oom-score-adj", "no");
        assertEquals("22", score());
        Files.writeString(file, "30\n");
        set("oom-score-adj", "yes");
        assertEquals("39", score());
    }

    @Test
    void aFileThatCannotBeWrittenRefusesTheChange() throws Exception {
        Files.delete(file);
        Files.createDirectory(file);
        ChangeRefused refusal = assertThrows(ChangeRefused.class, () -> set("oom-score-adj", "yes"));
        assertEquals(
                "ERR CONFIG SET failed (possibly related to argument 'oom-score-adj') - Failed to set current"
                        + " oom_score_adj. Check server logs.",
                refusal.error());
        assertEquals(
                "no", settings.matching(List.of("oom-score-adj")).getFirst().value());
        assertTrue(
                sink.messages().getLast().contains("oom_score_adj: Is a directory"),
                () -> sink.messages().toString());
    }

    private void set(String... namesAndValues) throws ChangeRefused {
        List<SettingChange> changes = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            changes.add(new SettingChange(namesAndValues[i], namesAndValues[i + 1]));
        }
        settings.change(changes, new ChangeRights(false, false));
    }

    private String score() throws IOException {
        return Files.readString(file).trim();
    }
}
