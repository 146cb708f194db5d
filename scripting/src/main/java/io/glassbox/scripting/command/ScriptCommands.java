package io.glassbox.scripting.command;

import static io.glassbox.command.declare.AclCategory.SCRIPTING;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.ALLOW_BUSY;
import static io.glassbox.command.declare.CommandFlag.LOADING;
import static io.glassbox.command.declare.CommandFlag.NOSCRIPT;
import static io.glassbox.command.declare.CommandFlag.STALE;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.call.HelpText;
import io.glassbox.command.declare.Command;
import io.glassbox.engine.server.Session;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.scripting.debug.Debugger;
import io.glassbox.scripting.script.Script;
import io.glassbox.scripting.script.ScriptCache;
import io.glassbox.scripting.script.ScriptMode;
import io.glassbox.scripting.script.ScriptRun;
import java.util.List;
import java.util.Locale;

/** SCRIPT: the cache of scripts, the end of one that runs too long, and the debugger. */
public final class ScriptCommands {
    private static final String[] ON_ALL_NODES = {"request_policy:all_nodes", "response_policy:all_succeeded"};

    private static final CommandError FLUSH_OPTION = CommandError.of("ERR SCRIPT FLUSH only support SYNC|ASYNC option");
    private static final CommandError DEBUG_MODE = CommandError.of("ERR Use SCRIPT DEBUG YES/SYNC/NO");
    private static final CommandError PIPELINED = CommandError.of("ERR SCRIPT DEBUG must be called outside a pipeline");

    private final ScriptCache cache;
    private final ScriptRun run;
    private final Debugger debugger;
    private final Runnable flush;

    /** {@code flush}: forgets all scripts and what they have left in their interpreter. */
    public ScriptCommands(ScriptCache cache, ScriptRun run, Debugger debugger, Runnable flush) {
        this.cache = cache;
        this.run = run;
        this.debugger = debugger;
        this.flush = flush;
    }

    public List<Command> commands() {
        return List.of(
                command("SCRIPT").arity(-2).since("2.6.0").container(),
                part("SCRIPT|LOAD", 3).flags(NOSCRIPT, STALE).tips(ON_ALL_NODES).handledBy(this::load),
                part("SCRIPT|EXISTS", -3)
                        .flags(NOSCRIPT)
                        .tips("request_policy:all_shards", "response_policy:agg_logical_and")
                        .handledBy(this::exists),
                part("SCRIPT|FLUSH", -2).flags(NOSCRIPT).tips(ON_ALL_NODES).handledBy(this::flush),
                part("SCRIPT|KILL", 2)
                        .flags(NOSCRIPT, ALLOW_BUSY)
                        .tips("request_policy:all_shards", "response_policy:one_succeeded")
                        .handledBy(this::kill),
                part("SCRIPT|DEBUG", 3).since("3.2.0").flags(NOSCRIPT).handledBy(this::debug),
                part("SCRIPT|SHOW", 3).since("8.0.0").flags(NOSCRIPT).handledBy(this::show),
                part("SCRIPT|HELP", 2).since("5.0.0").flags(LOADING, STALE).handledBy(ScriptCommands::help));
    }

    private static Command.Builder part(String name, int arity) {
        return command(name).arity(arity).since("2.6.0").acl(SCRIPTING);
    }

    /** SCRIPT LOAD script: keeps it and replies with its sum. */
    private void load(Args args, Session session, ReplyWriter reply) {
        reply.bulk(cache.load(args.at(2), ScriptCache.Origin.LOAD).sha());
    }

    /** SCRIPT EXISTS sha1 [sha1 …]: which of them are kept. */
    private void exists(Args args, Session session, ReplyWriter reply) {
        reply.array(args.count() - 2L);
        for (int i = 2; i < args.count(); i++) {
            reply.integer(cache.named(args.at(i)) == null ? 0 : 1);
        }
    }

    /** SCRIPT FLUSH [SYNC|ASYNC]: forgets all. Both are the same, since the collector frees what is forgotten. */
    private void flush(Args args, Session session, ReplyWriter reply) {
        boolean isWellFormed = args.count() == 2 || args.count() == 3 && (args.is(2, "SYNC") || args.is(2, "ASYNC"));
        if (!isWellFormed) {
            throw FLUSH_OPTION;
        }
        flush.run();
        reply.ok();
    }

    /** SCRIPT KILL: ends the script that runs, if it has written nothing. */
    private void kill(Args args, Session session, ReplyWriter reply) {
        run.kill(ScriptMode.EVAL);
        reply.ok();
    }

    /** SCRIPT DEBUG YES|SYNC|NO: whether the next EVAL of this client is run step by step. */
    private void debug(Args args, Session session, ReplyWriter reply) {
        if (session.link().replyBytes() > 0) {
            throw PIPELINED;
        }
        switch (args.text(2).toLowerCase(Locale.ROOT)) {
            case "no" -> debugger.disable(session);
            case "yes" -> debugger.enable(session, Debugger.Mode.FORKED);
            case "sync" -> debugger.enable(session, Debugger.Mode.SYNCHRONOUS);
            default -> throw DEBUG_MODE;
        }
        reply.ok();
    }

    /** SCRIPT SHOW sha1: its source. */
    private void show(Args args, Session session, ReplyWriter reply) {
        Script script = cache.named(args.at(2));
        if (script == null) {
            throw EvalCommands.NO_SCRIPT;
        }
        reply.bulk(script.source());
    }

    private static void help(Args args, Session session, ReplyWriter reply) {
        HelpText.write(
                reply,
                "SCRIPT",
                "DEBUG (YES|SYNC|NO)",
                "    Run the scripts that follow under the debugger, or no longer.",
                "EXISTS <sha1> [<sha1> ...]",
                "    Tell which scripts are in the cache.",
                "FLUSH [ASYNC|SYNC]",
                "    Forget all scripts. Clients that go by sums have to load theirs again.",
                "KILL",
                "    End the script that is running, unless it has written.",
                "LOAD <script>",
                "    Put a script into the cache without running it.",
                "SHOW <sha1>",
                "    Print a script of the cache.");
    }
}
