package io.glassbox.engine.acl;

import io.glassbox.foundation.file.FileErrors;
import io.glassbox.foundation.file.FileSystem;
import io.glassbox.foundation.setting.text.ByteText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The file that {@code aclfile} names: one user a line, {@code user alice on nopass ~* +@all}, words parted by single blanks. It is
 * taken as a whole or, if anything is wrong with it, not at all.
 */
public final class UserFile {
    private static final String NOTHING_CHANGED =
            "WARNING: ACL errors detected, no change to the previously active ACL rules was performed";

    private final Users users;
    private final FileSystem files;
    private final Path path;
    private final String shownName;
    private final StringBuilder errors = new StringBuilder();

    /** {@code shownName} is what messages call the file. */
    public UserFile(Users users, FileSystem files, Path path, String shownName) {
        this.users = users;
        this.files = files;
        this.path = path;
        this.shownName = shownName;
    }

    /** The file cannot be taken; the message says why, in Redis's words. */
    public static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final String text;

        Refused(String text) {
            super(text);
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /** Puts the users of the file in the place of those that there are. */
    public void load() throws Refused {
        String content;
        try {
            content = ByteText.decode(files.readAll(path));
        } catch (IOException e) {
            throw new Refused("Error loading ACLs, opening file '" + shownName + "': " + FileErrors.reason(e));
        }
        Map<String, Rights> read = new LinkedHashMap<>();
        String[] lines = content.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            String line = trim(lines[i]);
            if (!line.isEmpty()) {
                readLine(line, i + 1, read);
            }
        }
        if (!errors.isEmpty()) {
            throw new Refused(errors + NOTHING_CHANGED);
        }
        users.replaceAll(read);
    }

    /** Replaces the file by one with the users that there are. */
    public void save() throws IOException {
        StringBuilder content = new StringBuilder();
        users.all().forEach(user -> content.append("user ").append(user.line()).append('\n'));
        Path temporary = path.resolveSibling(path.getFileName() + ".tmp");
        files.replace(path, temporary, ByteText.encode(content.toString()));
    }

    private void readLine(String line, int number, Map<String, Rights> read) {
        List<String> words = Arrays.asList(line.split(" ", -1));
        String place = shownName + ":" + number;
        if (words.size() < 2 || !words.getFirst().equals("user")) {
            errors.append(place).append(" should start with user keyword followed by the username. ");
            return;
        }
        String name = words.get(1);
        if (RuleWords.hasSpace(name)) {
            errors.append(place).append(": username '").append(name).append("' contains invalid characters. ");
            return;
        }
        Rights rights = users.freshDraft();
        if (read.putIfAbsent(name, rights) != null) {
            errors.append("WARNING: Duplicate user '").append(name).append("' found on line ");
            errors.append(number).append(". ");
            return;
        }
        try {
            applyAll(rights, RuleWords.joinSelectors(words.subList(2, words.size())), place);
        } catch (RuleWords.Unmatched e) {
            errors.append(place).append(": Unmatched parenthesis in selector definition.");
        }
    }

    /** Tells of every command that is unknown, but only of the first among other faults: what follows may come from it. */
    private void applyAll(Rights rights, List<String> rules, String place) {
        List<RuleFault> others = new ArrayList<>();
        for (String word : rules) {
            String rule = trim(word);
            RuleFault fault = users.apply(rights, rule);
            if (fault == RuleFault.UNKNOWN) {
                errors.append(place)
                        .append(": Error in applying operation '")
                        .append(rule)
                        .append("': ");
                errors.append(fault.text()).append(". ");
            } else if (fault != null) {
                others.add(fault);
            }
        }
        if (!others.isEmpty()) {
            errors.append(place).append(": ").append(others.getFirst().text()).append(". ");
        }
    }

    private static String trim(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && " \t\r\n".indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        while (to > from && " \t\r\n".indexOf(text.charAt(to - 1)) >= 0) {
            to--;
        }
        return text.substring(from, to);
    }
}
