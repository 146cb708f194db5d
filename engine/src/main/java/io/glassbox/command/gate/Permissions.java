package io.glassbox.command.gate;

import static io.glassbox.command.declare.CommandFlag.NO_AUTH;
import static io.glassbox.command.declare.KeyFlag.ACCESS;
import static io.glassbox.command.declare.KeyFlag.DELETE;
import static io.glassbox.command.declare.KeyFlag.INSERT;
import static io.glassbox.command.declare.KeyFlag.NOT_KEY;
import static io.glassbox.command.declare.KeyFlag.UPDATE;

import io.glassbox.command.call.Args;
import io.glassbox.command.declare.ChannelUse;
import io.glassbox.command.declare.Command;
import io.glassbox.command.declare.KeyFinder;
import io.glassbox.command.declare.KeyPositions;
import io.glassbox.command.declare.RegisteredCommand;
import io.glassbox.engine.acl.Rights;
import io.glassbox.engine.acl.Selector;
import io.glassbox.engine.acl.User;
import io.glassbox.network.protocol.Request;
import java.util.Arrays;

/**
 * Decides whether a user may make a call: whether one of the user's selectors allows the command, all of its keys and all of its
 * channels. The keys of a call are found at most once, and nothing is allocated.
 *
 * <p>Keys that a malformed call seems to have do not count, as in Redis: it is for the command to say what is wrong with it.
 */
public final class Permissions {
    private static final long WRITES = INSERT.bit() | UPDATE.bit() | DELETE.bit();

    private final Args args = new Args();
    private final FoundKeys found = new FoundKeys();
    private boolean areKeysFound;
    private int deniedIndex;

    /** What is decided. The later ones say more than the earlier ones, if selectors differ in what they refuse. */
    public enum Verdict {
        ALLOWED,
        NO_COMMAND,
        NO_KEY,
        NO_CHANNEL
    }

    /** The keys of one call, as positions among its arguments. */
    private static final class FoundKeys implements KeyFinder.Sink {
        private int[] positions = new int[16];
        private long[] flags = new long[16];
        private int count;

        @Override
        public void key(int index, long keyFlags) {
            if ((keyFlags & NOT_KEY.bit()) != 0) {
                return;
            }
            if (count == positions.length) {
                positions = Arrays.copyOf(positions, 2 * count);
                flags = Arrays.copyOf(flags, 2 * count);
            }
            positions[count] = index;
            flags[count++] = keyFlags;
        }
    }

    /** Whether the user may make the call. If not, {@link #deniedIndex} tells for which argument. */
    public Verdict judge(User user, RegisteredCommand command, Request request) {
        if (user.isUnrestricted()) {
            return Verdict.ALLOWED;
        }
        begin(request);
        Rights rights = user.rights();
        Verdict worst = Verdict.NO_COMMAND;
        int worstIndex = 0;
        for (int i = 0; i < rights.selectorCount(); i++) {
            deniedIndex = 0;
            Verdict verdict = judge(rights.selector(i), command);
            if (verdict == Verdict.ALLOWED) {
                return verdict;
            }
            boolean saysMore = verdict.compareTo(worst) > 0 || verdict == worst && deniedIndex > worstIndex;
            worst = saysMore ? verdict : worst;
            worstIndex = saysMore ? deniedIndex : worstIndex;
        }
        deniedIndex = worstIndex;
        return worst;
    }

    /** The argument for which the last call was not allowed: the key or the channel, otherwise the name of the command. */
    public int deniedIndex() {
        return deniedIndex;
    }

    /** Whether a selector that allows the call also lets it read keys that are not among its arguments. */
    public boolean readsAllKeys(User user, RegisteredCommand command, Request request) {
        if (user.isUnrestricted()) {
            return true;
        }
        begin(request);
        Rights rights = user.rights();
        for (int i = 0; i < rights.selectorCount(); i++) {
            Selector selector = rights.selector(i);
            if (selector.readsAllKeys() && judge(selector, command) == Verdict.ALLOWED) {
                return true;
            }
        }
        return false;
    }

    private void begin(Request request) {
        args.wrap(request);
        areKeysFound = false;
    }

    private Verdict judge(Selector selector, RegisteredCommand registered) {
        Command command = registered.command();
        if (!command.has(NO_AUTH)
                && !selector.allowsCommand(registered.number(), args.count() > 1 ? args.at(1) : null)) {
            return Verdict.NO_COMMAND;
        }
        if (!selector.allowsAllKeys() && !allowsKeys(selector, command)) {
            return Verdict.NO_KEY;
        }
        if (command.channels() != ChannelUse.NONE
                && !selector.allowsAllChannels()
                && !allowsChannels(selector, command.channels())) {
            return Verdict.NO_CHANNEL;
        }
        return Verdict.ALLOWED;
    }

    private boolean allowsKeys(Selector selector, Command command) {
        findKeys(command);
        for (int i = 0; i < found.count; i++) {
            int position = found.positions[i];
            long flags = found.flags[i];
            if (!selector.allowsKey(args.at(position), (flags & ACCESS.bit()) != 0, (flags & WRITES) != 0)) {
                deniedIndex = position;
                return false;
            }
        }
        return true;
    }

    private void findKeys(Command command) {
        if (areKeysFound) {
            return;
        }
        found.count = 0;
        if (!KeyPositions.find(command, args, found)) {
            found.count = 0;
        }
        areKeysFound = true;
    }

    private boolean allowsChannels(Selector selector, ChannelUse use) {
        boolean isPattern = use == ChannelUse.SUBSCRIBES_TO_PATTERNS;
        int last = use == ChannelUse.PUBLISHES ? 1 : args.count() - 1;
        for (int i = 1; i <= last; i++) {
            if (!selector.allowsChannel(args.at(i), isPattern)) {
                deniedIndex = i;
                return false;
            }
        }
        return true;
    }
}
