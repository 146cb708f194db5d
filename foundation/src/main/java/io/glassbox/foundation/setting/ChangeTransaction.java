package io.glassbox.foundation.setting;

import io.glassbox.foundation.setting.Settings.Applier;
import io.glassbox.foundation.setting.Settings.Cell;
import io.glassbox.foundation.setting.declare.SettingFlag;
import io.glassbox.foundation.setting.declare.SettingRefused;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** One {@code CONFIG SET}: all names are checked, then all values are set, then put into effect; or nothing is. */
final class ChangeTransaction {
    private final Settings settings;
    private final ChangeRights rights;
    private final List<Assignment<?>> assignments = new ArrayList<>();

    ChangeTransaction(Settings settings, ChangeRights rights) {
        this.settings = settings;
        this.rights = rights;
    }

    void run(List<SettingChange> changes) throws ChangeRefused {
        check(changes);
        for (Assignment<?> assignment : assignments) {
            try {
                assignment.set();
            } catch (SettingRefused e) {
                restore();
                throw failed(assignment.name, e.reason());
            }
        }
        apply();
        for (Assignment<?> assignment : assignments) {
            assignment.tell();
        }
    }

    /**
     * What is immutable may be set to what it is, which Redis refuses: who writes back all that CONFIG GET showed means no
     * change. The first objection counts, but loading comes before all others, since clients treat it as a reason to retry.
     */
    private void check(List<SettingChange> changes) throws ChangeRefused {
        Set<String> names = new HashSet<>();
        ChangeRefused objection = null;
        for (SettingChange change : changes) {
            Cell<?> cell = settings.cell(change.name());
            if (cell != null && cell.setting.has(SettingFlag.DENIED_WHILE_LOADING) && rights.isLoading()) {
                throw new ChangeRefused("LOADING Redis is loading the dataset in memory");
            }
            if (objection != null) {
                continue;
            }
            Assignment<?> assignment = cell == null ? null : new Assignment<>(cell, change);
            if (assignment == null) {
                objection = new ChangeRefused(
                        "ERR Unknown option or number of arguments for CONFIG SET - '" + change.name() + "'");
            } else if (assignment.cell.setting.has(SettingFlag.IMMUTABLE) && assignment.isOther()) {
                objection = failed(change.name(), "can't set immutable config");
            } else if (assignment.cell.setting.has(SettingFlag.PROTECTED) && !rights.includesProtected()) {
                objection = failed(change.name(), "can't set protected config");
            } else if (!names.add(change.name().toLowerCase(Locale.ROOT))) {
                objection = failed(change.name(), "duplicate parameter");
            } else {
                assignments.add(assignment);
            }
        }
        if (objection != null) {
            throw objection;
        }
    }

    private void apply() throws ChangeRefused {
        Map<Applier, String> appliers = new LinkedHashMap<>();
        for (Assignment<?> assignment : assignments) {
            if (assignment.isChange) {
                assignment.cell.appliers.forEach(applier -> appliers.putIfAbsent(applier, assignment.name));
            }
        }
        List<Applier> begun = new ArrayList<>();
        for (Map.Entry<Applier, String> entry : appliers.entrySet()) {
            begun.add(entry.getKey());
            try {
                entry.getKey().apply();
            } catch (SettingRefused e) {
                restore();
                begun.forEach(ChangeTransaction::applyRestored);
                throw failed(entry.getValue(), e.reason());
            }
        }
    }

    private static void applyRestored(Applier applier) {
        try {
            applier.apply();
        } catch (SettingRefused e) {
            // What was in effect a moment ago no longer is possible; the client learns of the first failure.
            return;
        }
    }

    private void restore() {
        assignments.reversed().forEach(Assignment::restore);
    }

    private static ChangeRefused failed(String name, String reason) {
        return new ChangeRefused("ERR CONFIG SET failed (possibly related to argument '" + name + "') - " + reason);
    }

    /** One pair: the value before and whether it differs from the new one. */
    private static final class Assignment<T> {
        final Cell<T> cell;
        final String name;
        private final String text;
        private final T before;
        boolean isChange;

        Assignment(Cell<T> cell, SettingChange change) {
            this.cell = cell;
            this.name = change.name();
            this.text = change.value();
            this.before = cell.value;
        }

        /** Whether the text is not just another way to say what the value is. */
        boolean isOther() {
            if (text.equals(cell.print())) {
                return false;
            }
            try {
                return !parse().equals(before);
            } catch (SettingRefused e) {
                return true;
            }
        }

        private T parse() throws SettingRefused {
            return cell.setting.accept(cell.setting.form().parse(words(), cell.value));
        }

        void set() throws SettingRefused {
            if (cell.setting.has(SettingFlag.IMMUTABLE)) {
                return;
            }
            T value = parse();
            isChange = cell.setting.has(SettingFlag.VOLATILE) || !value.equals(cell.value);
            cell.value = value;
        }

        private List<String> words() {
            if (!cell.setting.form().takesSeveralWords()) {
                return List.of(text);
            }
            return text.isEmpty() ? List.of() : Arrays.asList(text.split(" ", -1));
        }

        void restore() {
            cell.value = before;
        }

        void tell() {
            if (isChange) {
                cell.tell();
            }
        }
    }
}
