package io.glassbox.command.call;

import io.glassbox.network.protocol.ReplyWriter;

/** The reply of a HELP subcommand: a heading, the container's own lines, and the line on HELP itself. */
public final class HelpText {
    private HelpText() {}

    public static void write(ReplyWriter reply, String container, String... lines) {
        reply.array(lines.length + 3L);
        reply.simple(container + " <subcommand> [<arg> [value] [opt] ...]. Subcommands are:");
        for (String line : lines) {
            reply.simple(line);
        }
        reply.simple("HELP");
        reply.simple("    Prints this help.");
    }
}
