package io.glassbox.engine.acl;

import io.glassbox.structure.memory.ByteView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One set of permissions: commands, keys and channels, all of which a call must meet. A user has a root selector and may have
 * others beside; one that allows the call is enough. A new one allows nothing.
 *
 * <p>Source of the rules: the page "ACL" of the Redis manual; what they do together, redis-server 7.0.15.
 */
public final class Selector {
    private final CommandRules commands;
    private final List<KeyPermission> keys;
    private final List<NamePattern> channels;
    private boolean allKeys;
    private boolean allChannels;

    Selector() {
        this(new CommandRules(), new ArrayList<>(), new ArrayList<>());
    }

    private Selector(CommandRules commands, List<KeyPermission> keys, List<NamePattern> channels) {
        this.commands = commands;
        this.keys = keys;
        this.channels = channels;
    }

    static Selector ofEverything() {
        Selector selector = new Selector();
        selector.commands.reset(true);
        selector.everyKey(true);
        selector.everyChannel(true);
        return selector;
    }

    /** One that begins with all channels, but no command to use them with. */
    static Selector ofAllChannels() {
        Selector selector = new Selector();
        selector.everyChannel(true);
        return selector;
    }

    Selector copy() {
        Selector copy = new Selector(commands.copy(), new ArrayList<>(keys), new ArrayList<>(channels));
        copy.allKeys = allKeys;
        copy.allChannels = allChannels;
        return copy;
    }

    /** Whether the call of a command is allowed as such: by its number, or else by its first argument, null without one. */
    public boolean allowsCommand(int number, @Nullable ByteView first) {
        return commands.allows(number) || first != null && commands.allowsWith(number, first);
    }

    public boolean allowsAllKeys() {
        return allKeys;
    }

    /** Whether one of the patterns allows to read, write or both: a key of which neither is wanted only has to match. */
    public boolean allowsKey(ByteView key, boolean read, boolean write) {
        if (allKeys) {
            return true;
        }
        int wanted = (read ? KeyPermission.READ : 0) | (write ? KeyPermission.WRITE : 0);
        for (int i = 0; i < keys.size(); i++) {
            KeyPermission permission = keys.get(i);
            if (permission.grants(wanted) && permission.matches(key)) {
                return true;
            }
        }
        return false;
    }

    /** Whether whatever a command may find can be read, be it named in its arguments or not. */
    public boolean readsAllKeys() {
        if (allKeys) {
            return true;
        }
        for (KeyPermission permission : keys) {
            if (permission.grants(KeyPermission.READ) && permission.matchesAll()) {
                return true;
            }
        }
        return false;
    }

    public boolean allowsAllChannels() {
        return allChannels;
    }

    /** Whether a pattern matches the channel; a pattern of channels must be spelt as it is allowed. */
    public boolean allowsChannel(ByteView channel, boolean isPattern) {
        if (allChannels) {
            return true;
        }
        for (int i = 0; i < channels.size(); i++) {
            NamePattern allowed = channels.get(i);
            if (isPattern ? allowed.isSpelt(channel) : allowed.matches(channel)) {
                return true;
            }
        }
        return false;
    }

    /** Whether nothing at all is refused. */
    boolean isUnrestricted() {
        return commands.isAll() && allKeys && allChannels;
    }

    /** The patterns of channels, none with all channels. */
    List<String> channelPatterns() {
        return channels.stream().map(NamePattern::text).toList();
    }

    /** Takes a rule on commands, keys or channels; null, or what is wrong with it. */
    @Nullable
    RuleFault apply(String rule, RuleCommands known) {
        switch (rule.toLowerCase(Locale.ROOT)) {
            case "allkeys", "~*" -> everyKey(true);
            case "resetkeys" -> everyKey(false);
            case "allchannels", "&*" -> everyChannel(true);
            case "resetchannels" -> everyChannel(false);
            case "allcommands", "+@all" -> commands.reset(true);
            case "nocommands", "-@all" -> commands.reset(false);
            default -> {
                return switch (rule.charAt(0)) {
                    case '~' -> addKeys(rule.substring(1), KeyPermission.ALL);
                    case '%' -> addKeysWithPermissions(rule);
                    case '&' -> addChannels(rule.substring(1));
                    case '+', '-' -> commands.apply(rule, known);
                    default -> RuleFault.SYNTAX;
                };
            }
        }
        return null;
    }

    private void everyKey(boolean allowed) {
        allKeys = allowed;
        keys.clear();
    }

    private void everyChannel(boolean allowed) {
        allChannels = allowed;
        channels.clear();
    }

    /**
     * {@code %R~pattern}, {@code %W~pattern} or {@code %RW~pattern}. Without a letter there is no permission, and the rule is none;
     * without a tilde, which Redis takes, the pattern is empty.
     */
    private @Nullable RuleFault addKeysWithPermissions(String rule) {
        if (allKeys) {
            return RuleFault.KEYS_ARE_ALL;
        }
        int permissions = 0;
        int i = 1;
        for (; i < rule.length() && rule.charAt(i) != '~'; i++) {
            int letter = switch (rule.charAt(i)) {
                case 'R', 'r' -> KeyPermission.READ;
                case 'W', 'w' -> KeyPermission.WRITE;
                default -> 0;
            };
            if (letter == 0 || (permissions & letter) != 0) {
                return RuleFault.SYNTAX;
            }
            permissions |= letter;
        }
        return permissions == 0
                ? RuleFault.SYNTAX
                : addKeys(rule.substring(Math.min(i + 1, rule.length())), permissions);
    }

    private @Nullable RuleFault addKeys(String pattern, int permissions) {
        if (allKeys) {
            return RuleFault.KEYS_ARE_ALL;
        }
        if (RuleWords.hasSpace(pattern)) {
            return RuleFault.SYNTAX;
        }
        for (int i = 0; i < keys.size(); i++) {
            KeyPermission known = keys.get(i);
            if (known.pattern().text().equals(pattern)) {
                keys.set(i, new KeyPermission(known.pattern(), known.permissions() | permissions));
                return null;
            }
        }
        keys.add(new KeyPermission(new NamePattern(pattern), permissions));
        return null;
    }

    private @Nullable RuleFault addChannels(String pattern) {
        if (allChannels) {
            return RuleFault.CHANNELS_ARE_ALL;
        }
        if (RuleWords.hasSpace(pattern)) {
            return RuleFault.SYNTAX;
        }
        if (!channelPatterns().contains(pattern)) {
            channels.add(new NamePattern(pattern));
        }
        return null;
    }

    /** The rules on commands, {@code -@all +get}. */
    public String commandRules() {
        return commands.text();
    }

    /** The rules on keys, {@code ~a %R~b}; empty without one. */
    public String keyRules() {
        return allKeys ? "~*" : keys.stream().map(KeyPermission::rule).collect(Collectors.joining(" "));
    }

    /** The rules on channels, {@code &a &b}; empty without one. */
    public String channelRules() {
        return allChannels
                ? "&*"
                : channels.stream().map(channel -> "&" + channel.text()).collect(Collectors.joining(" "));
    }

    /** All rules in one line, from which they can be read again. */
    String text() {
        StringBuilder text = new StringBuilder(keyRules());
        if (!text.isEmpty()) {
            text.append(' ');
        }
        if (!allChannels) {
            text.append("resetchannels ");
        }
        text.append(channelRules());
        if (allChannels || !channels.isEmpty()) {
            text.append(' ');
        }
        return text.append(commandRules()).toString();
    }
}
