package io.glassbox.engine.acl;

import io.glassbox.foundation.setting.text.ByteText;
import io.glassbox.foundation.setting.text.Words;
import io.glassbox.structure.memory.ByteView;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a user may do: come in at all, with which passwords, and then what. Rules are applied to a copy that takes the place of
 * the old rights when all of them were good, so that nobody ever sees half of a change.
 */
public final class Rights {
    /** Whether the payload of RESTORE is checked as that setting says, or as the user was told to have it. */
    private enum Payloads {
        AS_SET,
        CHECKED,
        TRUSTED
    }

    private final Set<PasswordHash> passwords = new LinkedHashSet<>();
    private final List<Selector> selectors = new ArrayList<>();
    private Selector root = new Selector();
    private boolean isEnabled;
    private boolean needsNoPassword;
    private Payloads payloads = Payloads.AS_SET;

    Rights() {}

    /** Those of a new user: none, but the channels that {@code acl-pubsub-default} gives. */
    static Rights ofNewUser(RuleContext context) {
        Rights rights = new Rights();
        rights.root = context.newSelector();
        return rights;
    }

    /** Everything, without a password. */
    static Rights unlimited() {
        Rights rights = new Rights();
        rights.isEnabled = true;
        rights.needsNoPassword = true;
        rights.root = Selector.ofEverything();
        return rights;
    }

    public Rights copy() {
        Rights copy = new Rights();
        copy.passwords.addAll(passwords);
        selectors.forEach(selector -> copy.selectors.add(selector.copy()));
        copy.root = root.copy();
        copy.isEnabled = isEnabled;
        copy.needsNoPassword = needsNoPassword;
        copy.payloads = payloads;
        return copy;
    }

    public boolean isEnabled() {
        return isEnabled;
    }

    public boolean needsNoPassword() {
        return needsNoPassword;
    }

    boolean accepts(byte[] password) {
        if (!isEnabled) {
            return false;
        }
        PasswordHash hash = PasswordHash.of(password);
        boolean isKnown = needsNoPassword;
        for (PasswordHash known : passwords) {
            isKnown |= known.isSame(hash);
        }
        return isKnown;
    }

    /** How many sets of permissions there are; number 0 is the root. */
    public int selectorCount() {
        return 1 + selectors.size();
    }

    public Selector selector(int index) {
        return index == 0 ? root : selectors.get(index - 1);
    }

    /** Whether one of the selectors allows the channel; a pattern of channels must be spelt as it is allowed. */
    public boolean allowsChannel(ByteView channel, boolean isPattern) {
        for (int i = 0; i < selectorCount(); i++) {
            if (selector(i).allowsChannel(channel, isPattern)) {
                return true;
            }
        }
        return false;
    }

    /** Whether every pattern of channels that the others allow is among those that these do. */
    public boolean allowsChannelsOf(Rights others) {
        Set<String> allowed = new HashSet<>();
        for (int i = 0; i < selectorCount(); i++) {
            if (selector(i).allowsAllChannels()) {
                return true;
            }
            allowed.addAll(selector(i).channelPatterns());
        }
        for (int i = 0; i < others.selectorCount(); i++) {
            Selector other = others.selector(i);
            if (other.allowsAllChannels() || !allowed.containsAll(other.channelPatterns())) {
                return false;
            }
        }
        return true;
    }

    boolean isUnrestricted() {
        for (int i = 0; i < selectorCount(); i++) {
            if (selector(i).isUnrestricted()) {
                return true;
            }
        }
        return false;
    }

    /** Takes one rule; null, or what is wrong with it. */
    @Nullable
    RuleFault apply(String rule, RuleContext context) {
        if (rule.isEmpty()) {
            return null;
        }
        switch (rule.toLowerCase(Locale.ROOT)) {
            case "on" -> isEnabled = true;
            case "off" -> isEnabled = false;
            case "nopass" -> resetPasswords(true);
            case "resetpass" -> resetPasswords(false);
            case "sanitize-payload" -> payloads = Payloads.CHECKED;
            case "skip-sanitize-payload" -> payloads = Payloads.TRUSTED;
            case "clearselectors" -> selectors.clear();
            case "reset" -> reset(context);
            default -> {
                return applyWithSign(rule, context);
            }
        }
        return null;
    }

    private @Nullable RuleFault applyWithSign(String rule, RuleContext context) {
        String rest = rule.substring(1);
        return switch (rule.charAt(0)) {
            case '>' -> addPassword(PasswordHash.of(ByteText.encode(rest)));
            case '#' -> PasswordHash.isHash(rest) ? addPassword(new PasswordHash(rest)) : RuleFault.BAD_HASH;
            case '<' -> removePassword(PasswordHash.of(ByteText.encode(rest)));
            case '!' -> PasswordHash.isHash(rest) ? removePassword(new PasswordHash(rest)) : RuleFault.BAD_HASH;
            case '(' -> rule.endsWith(")") ? addSelector(rule, context) : RuleFault.SYNTAX;
            default -> root.apply(rule, context.commands());
        };
    }

    private @Nullable RuleFault addPassword(PasswordHash hash) {
        passwords.add(hash);
        needsNoPassword = false;
        return null;
    }

    private @Nullable RuleFault removePassword(PasswordHash hash) {
        return passwords.remove(hash) ? null : RuleFault.NO_SUCH_PASSWORD;
    }

    private @Nullable RuleFault addSelector(String rule, RuleContext context) {
        List<String> words = Words.split(rule.substring(1, rule.length() - 1));
        if (words == null) {
            return RuleFault.SYNTAX;
        }
        Selector selector = context.newSelector();
        for (String word : words) {
            RuleFault fault = word.isEmpty() ? RuleFault.SYNTAX : selector.apply(word, context.commands());
            if (fault != null) {
                return fault;
            }
        }
        selectors.add(selector);
        return null;
    }

    private void resetPasswords(boolean needsNone) {
        passwords.clear();
        needsNoPassword = needsNone;
    }

    private void reset(RuleContext context) {
        resetPasswords(false);
        selectors.clear();
        root = context.newSelector();
        isEnabled = false;
        payloads = Payloads.CHECKED;
    }

    /** The words {@code on}, {@code nopass} and so on that hold. */
    public List<String> flags() {
        List<String> flags = new ArrayList<>();
        flags.add(isEnabled ? "on" : "off");
        if (needsNoPassword) {
            flags.add("nopass");
        }
        switch (payloads) {
            case AS_SET -> {}
            case CHECKED -> flags.add("sanitize-payload");
            case TRUSTED -> flags.add("skip-sanitize-payload");
        }
        return flags;
    }

    /** The hashes of the passwords. */
    public List<String> passwords() {
        return passwords.stream().map(PasswordHash::digits).toList();
    }

    /** All rules in one line, from which they can be read again. */
    String text() {
        StringBuilder text = new StringBuilder(String.join(" ", flags()));
        passwords().forEach(hash -> text.append(" #").append(hash));
        text.append(' ').append(root.text());
        for (Selector selector : selectors) {
            text.append(" (")
                    .append(RuleWords.quoteWhereNeeded(selector.text()))
                    .append(')');
        }
        return text.toString();
    }
}
