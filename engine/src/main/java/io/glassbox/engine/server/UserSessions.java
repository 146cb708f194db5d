package io.glassbox.engine.server;

import io.glassbox.engine.acl.Rights;
import io.glassbox.engine.acl.User;
import io.glassbox.engine.acl.UserListener;
import io.glassbox.engine.channel.ChannelKind;
import java.util.List;

/**
 * Closes connections that a change of users leaves without permission for what they are in the middle of: those of a user who is
 * gone, and subscribers to what their user may no longer listen to. Whatever else is no longer allowed is refused when it is asked.
 */
final class UserSessions implements UserListener {
    private static final List<ChannelKind> NAMED = List.of(ChannelKind.CHANNEL, ChannelKind.SHARD);

    private final Sessions sessions;

    UserSessions(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public void removed(User user) {
        for (Session session : List.copyOf(sessions.all())) {
            if (session.user() == user) {
                close(session);
            }
        }
    }

    @Override
    public void changed(User user, Rights before) {
        if (sessions.count(SessionFlag.PUBSUB) == 0 || user.rights().allowsChannelsOf(before)) {
            return;
        }
        for (Session session : List.copyOf(sessions.all())) {
            if (session.user() == user && !mayListen(session, user.rights())) {
                close(session);
            }
        }
    }

    private static boolean mayListen(Session session, Rights rights) {
        for (ChannelKind kind : NAMED) {
            if (!session.subscriptions().allMatch(kind, channel -> rights.allowsChannel(channel, false))) {
                return false;
            }
        }
        return session.subscriptions().allMatch(ChannelKind.PATTERN, pattern -> rights.allowsChannel(pattern, true));
    }

    /** One that runs the command that changed the user still gets its reply, as nobody in particular. */
    private static void close(Session session) {
        session.deauthenticate();
        if (session.isRunning()) {
            session.closeAfterReplies();
        } else {
            session.closeNow();
        }
    }
}
