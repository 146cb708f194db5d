package io.glassbox.engine.acl;

import io.glassbox.foundation.log.Log;
import io.glassbox.foundation.setting.declare.SettingRefused;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The users that redis.conf declares, {@code user alice on nopass ~* +@all}. They are read before there are commands, so what is said
 * about commands is only looked at when they come into effect.
 */
public final class DeclaredUsers {
    /** Only the form of rules is of interest. */
    private static final RuleContext WITHOUT_COMMANDS = new RuleContext(RuleCommands.none(), false);

    private final Map<String, List<String>> rulesByName = new LinkedHashMap<>();

    public boolean isEmpty() {
        return rulesByName.isEmpty();
    }

    /** Takes the words behind {@code user}. The word that a message calls by name is the one that Redis calls. */
    public void declare(List<String> words) throws SettingRefused {
        String name = words.getFirst();
        if (rulesByName.containsKey(name)) {
            throw refused(name, "Duplicate user found. A user can only be defined once in config files");
        }
        List<String> rules;
        try {
            rules = RuleWords.joinSelectors(words.subList(1, words.size()));
        } catch (RuleWords.Unmatched e) {
            throw refused(e.opening(), "Unmatched parenthesis in selector definition.");
        }
        Rights draft = new Rights();
        for (int i = 0; i < rules.size(); i++) {
            RuleFault fault = draft.apply(rules.get(i), WITHOUT_COMMANDS);
            if (fault != null && fault != RuleFault.UNKNOWN) {
                throw refused(i == 0 ? "user" : words.get(i - 1), fault.text());
            }
        }
        rulesByName.put(name, rules);
    }

    private static SettingRefused refused(String word, String reason) {
        return new SettingRefused("Error in user declaration '" + word + "': " + reason);
    }

    /** Makes the users; the first objection, or null if there is none. */
    public @Nullable String applyTo(Users users, Log log) {
        for (Map.Entry<String, List<String>> declared : rulesByName.entrySet()) {
            String name = declared.getKey();
            if (RuleWords.hasSpace(name)) {
                return "Spaces not allowed in ACL usernames";
            }
            Rights rights = users.freshDraft();
            if (name.equals(Users.DEFAULT)) {
                users.apply(rights, "reset");
            }
            for (String rule : declared.getValue()) {
                RuleFault fault = users.apply(rights, rule);
                if (fault != null) {
                    return "Error loading ACL rule '" + rule + "' for the user named '" + name + "': " + fault.text();
                }
            }
            users.put(name, rights);
            if (!rights.isEnabled()) {
                log.notice("The user '" + name + "' is disabled (there is no 'on' modifier in the user description)."
                        + " Make sure this is not a configuration error.");
            }
        }
        return null;
    }
}
