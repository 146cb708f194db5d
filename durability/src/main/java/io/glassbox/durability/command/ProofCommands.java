package io.glassbox.durability.command;

import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.ADMIN;
import static io.glassbox.command.declare.CommandFlag.LOADING;
import static io.glassbox.command.declare.CommandFlag.NOSCRIPT;
import static io.glassbox.command.declare.CommandFlag.STALE;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.call.HelpText;
import io.glassbox.command.declare.Command;
import io.glassbox.durability.backup.Proofs;
import io.glassbox.engine.server.Session;
import io.glassbox.engine.statistics.ProofFigures;
import io.glassbox.network.protocol.ReplyWriter;
import java.util.List;

/** PROOF: whether the files on the disk can be restored. A container of this server's own; Redis has none of that name. */
public final class ProofCommands {
    private static final String SINCE = "0.1.0";

    private final Proofs proofs;

    public ProofCommands(Proofs proofs) {
        this.proofs = proofs;
    }

    public List<Command> commands() {
        return List.of(
                command("PROOF").arity(-2).since(SINCE).container(),
                command("PROOF|RUN")
                        .arity(-2)
                        .since(SINCE)
                        .flags(ADMIN, NOSCRIPT)
                        .handledBy(this::run),
                command("PROOF|STATUS")
                        .arity(2)
                        .since(SINCE)
                        .flags(ADMIN, LOADING, STALE)
                        .handledBy(this::status),
                command("PROOF|HELP")
                        .arity(2)
                        .since(SINCE)
                        .flags(LOADING, STALE)
                        .handledBy(ProofCommands::help));
    }

    /** PROOF RUN [RDB|AOF|BACKUP]: restores the files in the background; without a word those that a restart would load. */
    private void run(Args args, Session session, ReplyWriter reply) {
        Proofs.Source source;
        if (args.count() == 2) {
            source = Proofs.Source.NEWEST;
        } else if (args.count() == 3 && args.is(2, "RDB")) {
            source = Proofs.Source.SNAPSHOT;
        } else if (args.count() == 3 && args.is(2, "AOF")) {
            source = Proofs.Source.APPEND_ONLY;
        } else if (args.count() == 3 && args.is(2, "BACKUP")) {
            source = Proofs.Source.BACKUP;
        } else {
            throw CommandError.SYNTAX;
        }
        proofs.begin(source);
        reply.simple("Proof started");
    }

    /** PROOF STATUS: what came of the last one. */
    private void status(Args args, Session session, ReplyWriter reply) {
        ProofFigures figures = proofs.figures();
        ProofFigures.Last last = figures.last();
        reply.map(11);
        field(reply, "running", figures.isRunning() ? 1 : 0);
        field(reply, "runs", figures.runs());
        field(reply, "failures", figures.failures());
        field(reply, "result", last.result());
        field(reply, "file", last.file());
        field(reply, "detail", last.detail());
        field(reply, "ended", last.endedUnix());
        field(reply, "recovery-ms", last.millis());
        field(reply, "keys", last.keys());
        field(reply, "commands", last.commands());
        field(reply, "digest", last.digest());
    }

    private static void field(ReplyWriter reply, String name, long value) {
        reply.bulk(name);
        reply.integer(value);
    }

    private static void field(ReplyWriter reply, String name, String value) {
        reply.bulk(name);
        reply.bulk(value);
    }

    private static void help(Args args, Session session, ReplyWriter reply) {
        HelpText.write(
                reply,
                "PROOF",
                "RUN [RDB|AOF|BACKUP]",
                "    Restores the newest snapshot, append-only files or backup beside the data, in the background.",
                "STATUS",
                "    What came of the last proof.");
    }
}
