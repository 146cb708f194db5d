package io.glassbox.command.declare;

import static io.glassbox.command.declare.AclCategory.ADMIN;
import static io.glassbox.command.declare.AclCategory.DANGEROUS;
import static io.glassbox.command.declare.AclCategory.READ;
import static io.glassbox.command.declare.AclCategory.SCRIPTING;
import static io.glassbox.command.declare.AclCategory.SLOW;

import io.glassbox.command.declare.Handler.KeyspaceHandler;
import io.glassbox.command.declare.Handler.SessionHandler;
import io.glassbox.network.protocol.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A command as the server executes by it. Declared as a constant above its handler:
 *
 * <pre>{@code
 * static final Command GETRANGE = command("GETRANGE").arity(4).since("2.4.0").flags(READONLY).acl(STRING)
 *         .key(at(1, RO, ACCESS)).handledBy(StringRangeCommands::getRange);
 * }</pre>
 *
 * What is only printed (summary, arguments, history) is a resource, read when COMMAND DOCS asks for it. The categories READ,
 * WRITE, ADMIN, DANGEROUS, FAST, SLOW, BLOCKING and PUBSUB follow from the flags, so that they cannot disagree with them.
 */
public final class Command {
    private final String name;
    private final int arity;
    private final String since;
    private final long flags;
    private final long categories;
    private final List<KeySpec> keySpecs;
    private final List<String> tips;
    private final ChannelUse channels;
    private final @Nullable KeyFinder keyFinder;
    private final @Nullable FlagFinder flagFinder;
    private final @Nullable KeyspaceHandler keyspaceHandler;
    private final @Nullable SessionHandler sessionHandler;

    private Command(Builder from, @Nullable KeyspaceHandler keyspaceHandler, @Nullable SessionHandler sessionHandler) {
        this.name = from.name;
        this.arity = from.arity;
        this.since = from.since;
        this.flags = from.flags;
        this.categories = from.allCategories();
        this.keySpecs = List.copyOf(from.keySpecs);
        this.tips = List.copyOf(from.tips);
        this.channels = from.channels;
        this.keyFinder = from.keyFinder;
        this.flagFinder = from.flagFinder;
        this.keyspaceHandler = keyspaceHandler;
        this.sessionHandler = sessionHandler;
    }

    /** Begins a declaration; a subcommand is written {@code "CONFIG|GET"}. */
    public static Builder command(String name) {
        return new Builder(name);
    }

    /** Lower case, {@code config|get} for a subcommand: as in INFO commandstats and in error texts. */
    public String name() {
        return name;
    }

    /** The command that this one is a subcommand of, or its own name. */
    public String containerName() {
        int bar = name.indexOf('|');
        return bar < 0 ? name : name.substring(0, bar);
    }

    public boolean isSubcommand() {
        return name.indexOf('|') >= 0;
    }

    /** A container does nothing by itself; it only has subcommands. */
    public boolean isContainer() {
        return keyspaceHandler == null && sessionHandler == null;
    }

    /** How many arguments, the name counted; negative for at least as many. */
    public int arity() {
        return arity;
    }

    public boolean accepts(int count) {
        return arity >= 0 ? count == arity : count >= -arity;
    }

    public String since() {
        return since;
    }

    /** {@link CommandFlag} bits. */
    public long flags() {
        return flags;
    }

    /** {@link CommandFlag} bits of one call, which may be others than those of the command: by these it is admitted. */
    public long flagsOf(Request request) {
        FlagFinder finder = flagFinder;
        return finder == null ? flags : finder.find(request, flags);
    }

    public boolean has(CommandFlag flag) {
        return (flags & flag.bit()) != 0;
    }

    /** {@link AclCategory} bits. */
    public long categories() {
        return categories;
    }

    public boolean isOf(AclCategory category) {
        return (categories & category.bit()) != 0;
    }

    public List<KeySpec> keySpecs() {
        return keySpecs;
    }

    /** Hints for clients and proxies, as COMMAND INFO prints them. */
    public List<String> tips() {
        return tips;
    }

    /** Which of its arguments are channels, for the rules on them. */
    public ChannelUse channels() {
        return channels;
    }

    public @Nullable KeyFinder keyFinder() {
        return keyFinder;
    }

    public @Nullable KeyspaceHandler keyspaceHandler() {
        return keyspaceHandler;
    }

    public @Nullable SessionHandler sessionHandler() {
        return sessionHandler;
    }

    @Override
    public String toString() {
        return name;
    }

    /** A declaration under way. */
    public static final class Builder {
        private final String name;
        private int arity;
        private String since = "1.0.0";
        private long flags;
        private long categories;
        private final List<KeySpec> keySpecs = new ArrayList<>(1);
        private final List<String> tips = new ArrayList<>(0);
        private ChannelUse channels = ChannelUse.NONE;
        private @Nullable KeyFinder keyFinder;
        private @Nullable FlagFinder flagFinder;

        private Builder(String name) {
            this.name = name.toLowerCase(Locale.ROOT);
        }

        public Builder arity(int count) {
            arity = count;
            return this;
        }

        public Builder since(String version) {
            since = version;
            return this;
        }

        public Builder flags(CommandFlag... some) {
            for (CommandFlag flag : some) {
                flags |= flag.bit();
            }
            return this;
        }

        public Builder acl(AclCategory... some) {
            for (AclCategory category : some) {
                categories |= category.bit();
            }
            return this;
        }

        public Builder key(KeySpec spec) {
            keySpecs.add(spec);
            return this;
        }

        public Builder tips(String... some) {
            tips.addAll(List.of(some));
            return this;
        }

        public Builder channels(ChannelUse use) {
            channels = use;
            return this;
        }

        /** For keys that specs cannot find. */
        public Builder keysFoundBy(KeyFinder finder) {
            keyFinder = finder;
            return this;
        }

        /** For calls that are of another kind than the command. */
        public Builder flagsFoundBy(FlagFinder finder) {
            flagFinder = finder;
            return this;
        }

        @SuppressWarnings("overloads") // method references tell the two apart
        public Command handledBy(KeyspaceHandler handler) {
            return new Command(this, handler, null);
        }

        @SuppressWarnings("overloads") // method references tell the two apart
        public Command handledBy(SessionHandler handler) {
            return new Command(this, null, handler);
        }

        /** A command that only has subcommands. */
        public Command container() {
            return new Command(this, null, null);
        }

        private long allCategories() {
            long all = categories;
            all |= derived(CommandFlag.WRITE, AclCategory.WRITE);
            if (has(CommandFlag.READONLY) && (categories & SCRIPTING.bit()) == 0) {
                all |= READ.bit();
            }
            if (has(CommandFlag.ADMIN)) {
                all |= ADMIN.bit() | DANGEROUS.bit();
            }
            all |= derived(CommandFlag.PUBSUB, AclCategory.PUBSUB);
            all |= derived(CommandFlag.BLOCKING, AclCategory.BLOCKING);
            all |= has(CommandFlag.FAST) ? AclCategory.FAST.bit() : SLOW.bit();
            return all;
        }

        private long derived(CommandFlag flag, AclCategory category) {
            return has(flag) ? category.bit() : 0;
        }

        private boolean has(CommandFlag flag) {
            return (flags & flag.bit()) != 0;
        }
    }
}
