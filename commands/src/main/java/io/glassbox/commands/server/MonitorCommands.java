package io.glassbox.commands.server;

import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.ADMIN;
import static io.glassbox.command.declare.CommandFlag.LOADING;
import static io.glassbox.command.declare.CommandFlag.NOSCRIPT;
import static io.glassbox.command.declare.CommandFlag.STALE;

import io.glassbox.command.call.Args;
import io.glassbox.command.declare.Command;
import io.glassbox.command.declare.CommandFlag;
import io.glassbox.command.declare.RegisteredCommand;
import io.glassbox.command.execute.MonitorFeed;
import io.glassbox.engine.server.Session;
import io.glassbox.engine.server.SessionFlag;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.network.protocol.Request;
import io.glassbox.structure.memory.Memory;
import java.util.List;
import java.util.Locale;

/** MONITOR: every command as it comes in, told to whoever asked. */
public final class MonitorCommands implements MonitorFeed {
    private static final long MICROS_PER_SECOND = 1_000_000;

    /** MONITOR. */
    static final Command MONITOR = command("MONITOR")
            .arity(1)
            .since("1.0.0")
            .flags(ADMIN, NOSCRIPT, LOADING, STALE)
            .handledBy(MonitorCommands::monitor);

    public static final List<Command> COMMANDS = List.of(MONITOR);

    private static void monitor(Args args, Session session, ReplyWriter reply) {
        if (!session.is(SessionFlag.MONITOR)) {
            session.set(SessionFlag.MONITOR, true);
            session.server().sessions().monitors().add(session);
        }
        reply.ok();
    }

    /** Administration is not shown: it is nobody's traffic, and it may carry passwords. */
    @Override
    public void show(Session session, RegisteredCommand command, Request request) {
        if (command.command().has(CommandFlag.ADMIN)) {
            return;
        }
        String line = line(session, request);
        for (Session monitor : session.server().sessions().monitors()) {
            monitor.push().simple(line);
        }
    }

    private static String line(Session session, Request request) {
        long micros = session.server().clock().unixMicros();
        StringBuilder line = new StringBuilder();
        line.append(micros / MICROS_PER_SECOND)
                .append(String.format(Locale.ROOT, ".%06d [", micros % MICROS_PER_SECOND))
                .append(session.keys().index())
                .append(' ');
        if (session.is(SessionFlag.SCRIPT)) {
            line.append("lua]");
        } else if (session.link().isUnixSocket()) {
            line.append("unix:").append(session.link().localAddress()).append(']');
        } else {
            line.append(session.link().remoteAddress()).append(']');
        }
        for (int i = 0; i < request.count(); i++) {
            line.append(' ');
            if (session.isRedacted(i)) {
                line.append("\"(redacted)\"");
            } else {
                quote(line, request.address(i), request.length(i));
            }
        }
        return line.toString();
    }

    private static void quote(StringBuilder line, long address, int length) {
        line.append('"');
        for (int i = 0; i < length; i++) {
            int c = Memory.getUnsignedByte(address + i);
            switch (c) {
                case '\\', '"' -> line.append('\\').append((char) c);
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                case 7 -> line.append("\\a");
                case '\b' -> line.append("\\b");
                default -> {
                    if (c >= ' ' && c < 127) {
                        line.append((char) c);
                    } else {
                        line.append("\\x")
                                .append(Character.forDigit(c >> 4, 16))
                                .append(Character.forDigit(c & 15, 16));
                    }
                }
            }
        }
        line.append('"');
    }
}
