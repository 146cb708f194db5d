package io.glassbox.commands.connection;

import io.glassbox.command.call.Args;
import io.glassbox.engine.channel.ChannelKind;
import io.glassbox.engine.server.PeerLink;
import io.glassbox.engine.server.Session;
import io.glassbox.engine.server.SessionFlag;

/** One client as CLIENT LIST and CLIENT INFO describe it: {@code field=value} separated by blanks. */
final class ClientLine {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private ClientLine() {}

    /** A session as it is in the middle of a request that does not count for its query buffer. */
    static String of(Session session) {
        StringBuilder line = new StringBuilder();
        append(line, session);
        line.setLength(line.length() - 1);
        return line.toString();
    }

    /** A session other than the one that asks. */
    static void append(StringBuilder line, Session session) {
        append(line, session, 0, 0);
    }

    /** The session that asks: its running request counts for its query buffer. */
    static void append(StringBuilder line, Session session, Args args) {
        append(line, session, args.request().framedBytes(), args.request().totalBytes());
    }

    private static void append(StringBuilder line, Session session, long requestBytes, long argumentBytes) {
        PeerLink link = session.link();
        long now = session.server().clock().nanos();
        boolean inMulti = session.isInMulti();
        // One chunk stands for the buffer that every client of Redis has, more for the list that follows it.
        boolean isList = link.replyChunks() > 1;
        field(line, "id", session.id());
        field(line, "addr", link.remoteAddress());
        field(line, "laddr", link.localAddress());
        field(line, "fd", link.fileDescriptor());
        field(line, "name", session.name());
        field(line, "age", (now - session.createdNanos()) / NANOS_PER_SECOND);
        field(line, "idle", (now - session.lastActiveNanos()) / NANOS_PER_SECOND);
        field(line, "flags", session.flagLetters());
        field(line, "db", session.keys().index());
        field(line, "sub", session.subscriptions().count(ChannelKind.CHANNEL));
        field(line, "psub", session.subscriptions().count(ChannelKind.PATTERN));
        field(line, "ssub", session.subscriptions().count(ChannelKind.SHARD));
        field(line, "multi", inMulti ? session.transaction().size() : -1);
        field(line, "qbuf", Math.max(requestBytes, link.queryBytes()));
        field(line, "qbuf-free", link.queryRoom());
        field(line, "argv-mem", argumentBytes);
        field(line, "multi-mem", session.transaction().bytes());
        field(line, "rbs", link.replyRoom());
        field(line, "rbp", Math.min(link.replyBytes(), link.replyRoom()));
        field(line, "obl", isList ? 0 : link.replyBytes());
        field(line, "oll", isList ? link.replyChunks() : 0);
        field(line, "omem", isList ? link.replyMemory() : 0);
        field(line, "tot-mem", session.heldBytes());
        field(line, "events", link.isWriteBlocked() ? "rw" : "r");
        field(line, "cmd", session.lastCommand());
        field(line, "user", session.user().name());
        field(line, "redir", session.tracking().redirect());
        field(line, "resp", session.reply().protocol());
        field(line, "lib-name", session.libraryName());
        field(line, "lib-ver", session.libraryVersion());
        field(line, "watch", session.watches().size());
        field(line, "tot-net-in", link.totalBytesRead());
        field(line, "tot-net-out", link.totalBytesWritten());
        field(line, "tot-cmds", session.commandsRun());
        line.setCharAt(line.length() - 1, '\n');
    }

    /** {@code normal}, {@code pubsub}: the class by which CLIENT LIST TYPE and the output limits tell clients apart. */
    static String type(Session session) {
        return session.is(SessionFlag.PUBSUB) ? "pubsub" : "normal";
    }

    private static void field(StringBuilder line, String name, long value) {
        line.append(name).append('=').append(value).append(' ');
    }

    private static void field(StringBuilder line, String name, String value) {
        line.append(name).append('=').append(value).append(' ');
    }
}
