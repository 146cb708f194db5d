package io.glassbox.server.process;

import static io.glassbox.foundation.setting.catalogue.ProcessSettings.OOM_SCORE_ADJ;
import static io.glassbox.foundation.setting.catalogue.ProcessSettings.OOM_SCORE_ADJ_VALUES;

import io.glassbox.foundation.file.FileErrors;
import io.glassbox.foundation.file.FileSystem;
import io.glassbox.foundation.file.FileSystem.Mode;
import io.glassbox.foundation.log.Log;
import io.glassbox.foundation.setting.Settings;
import io.glassbox.foundation.setting.declare.SettingRefused;
import io.glassbox.foundation.setting.value.OomScoreAdj;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * How readily the kernel kills this process when memory runs out, as {@code oom-score-adj} wants it. What it was before is
 * kept for as long as the setting is on, and put back when it is switched off.
 */
final class OomScore {
    /** Where Linux keeps the figure of the process that opens it. */
    static final Path OF_THIS_PROCESS = Path.of("/proc/self/oom_score_adj");

    /** What the kernel takes. */
    private static final int MOST = 1000;

    /** The place of a primary among {@code oom-score-adj-values}. */
    private static final int PRIMARY = 0;

    private static final int LONGEST_TEXT = 32;

    private final Settings settings;
    private final FileSystem files;
    private final Path file;
    private final Log log;
    private boolean isAdjusted;
    private int base;

    OomScore(Settings settings, FileSystem files, Path file, Log log) {
        this.settings = settings;
        this.files = files;
        this.file = file;
        this.log = log;
    }

    /** Adjusts the figure now, as far as that is possible, and whenever the settings change. */
    void follow() {
        settings.applyWith(this::applyChange, OOM_SCORE_ADJ, OOM_SCORE_ADJ_VALUES);
        adjust();
    }

    private void applyChange() throws SettingRefused {
        if (!adjust()) {
            throw new SettingRefused("Failed to set current oom_score_adj. Check server logs.");
        }
    }

    /** Whether the figure is what the settings say. */
    private boolean adjust() {
        OomScoreAdj adjustment = settings.get(OOM_SCORE_ADJ);
        if (adjustment == OomScoreAdj.NO) {
            if (!isAdjusted) {
                return true;
            }
            isAdjusted = false;
            return write(base);
        }
        if (!isAdjusted && !readBase()) {
            return false;
        }
        isAdjusted = true;
        int value = settings.get(OOM_SCORE_ADJ_VALUES).get(PRIMARY);
        boolean isWritten = write(adjustment == OomScoreAdj.ABSOLUTE ? value : base + value);
        isAdjusted = isWritten;
        return isWritten;
    }

    /** The file has no length: what one read yields is all of it. */
    private boolean readBase() {
        try (var opened = files.open(file, Mode.READ)) {
            ByteBuffer text = ByteBuffer.allocate(LONGEST_TEXT);
            opened.read(text, 0);
            base = Integer.parseInt(new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII).trim());
            return true;
        } catch (IOException e) {
            log.warning("Unable to read oom_score_adj: " + FileErrors.reason(e));
        } catch (NumberFormatException e) {
            log.warning("Unable to read oom_score_adj: not a number");
        }
        return false;
    }

    private boolean write(int score) {
        String text = Math.clamp(score, -MOST, MOST) + "\n";
        try (var opened = files.open(file, Mode.CREATE)) {
            opened.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
            return true;
        } catch (IOException e) {
            log.warning("Unable to write oom_score_adj: " + FileErrors.reason(e));
            return false;
        }
    }
}
