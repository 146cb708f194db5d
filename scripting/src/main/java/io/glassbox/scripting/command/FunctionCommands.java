package io.glassbox.scripting.command;

import static io.glassbox.command.declare.AclCategory.SCRIPTING;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.ALLOW_BUSY;
import static io.glassbox.command.declare.CommandFlag.DENYOOM;
import static io.glassbox.command.declare.CommandFlag.LOADING;
import static io.glassbox.command.declare.CommandFlag.NOSCRIPT;
import static io.glassbox.command.declare.CommandFlag.STALE;
import static io.glassbox.command.declare.CommandFlag.WRITE;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.call.HelpText;
import io.glassbox.command.declare.Command;
import io.glassbox.engine.server.Session;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.network.protocol.Request;
import io.glassbox.scripting.function.Libraries;
import io.glassbox.scripting.function.Library;
import io.glassbox.scripting.function.LibraryFunction;
import io.glassbox.scripting.script.ScriptFlag;
import io.glassbox.scripting.script.ScriptMode;
import io.glassbox.scripting.script.ScriptRun;
import io.glassbox.structure.text.GlobPattern;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** FUNCTION: libraries come and go; dumps of them are made where files are made. */
public final class FunctionCommands {
    private static final String[] ON_ALL_SHARDS = {"request_policy:all_shards", "response_policy:all_succeeded"};

    private static final String ENGINE = "LUA";

    private static final CommandError FLUSH_OPTION =
            CommandError.of("ERR FUNCTION FLUSH only supports SYNC|ASYNC option");
    private static final CommandError NO_PATTERN = CommandError.of("ERR library name argument was not given");

    private final Libraries libraries;
    private final ScriptRun run;

    public FunctionCommands(Libraries libraries, ScriptRun run) {
        this.libraries = libraries;
        this.run = run;
    }

    public List<Command> commands() {
        return List.of(
                command("FUNCTION").arity(-2).since("7.0.0").container(),
                part("FUNCTION|LOAD", -3)
                        .flags(WRITE, DENYOOM, NOSCRIPT)
                        .tips(ON_ALL_SHARDS)
                        .handledBy(this::load),
                part("FUNCTION|DELETE", 3)
                        .flags(WRITE, NOSCRIPT)
                        .tips(ON_ALL_SHARDS)
                        .handledBy(this::delete),
                part("FUNCTION|FLUSH", -2)
                        .flags(WRITE, NOSCRIPT)
                        .tips(ON_ALL_SHARDS)
                        .handledBy(this::flush),
                part("FUNCTION|LIST", -2)
                        .flags(NOSCRIPT)
                        .tips("nondeterministic_output_order")
                        .handledBy(this::list),
                part("FUNCTION|STATS", 2)
                        .flags(NOSCRIPT, ALLOW_BUSY)
                        .tips("nondeterministic_output", "request_policy:all_shards", "response_policy:special")
                        .handledBy(this::statistics),
                part("FUNCTION|KILL", 2)
                        .flags(NOSCRIPT, ALLOW_BUSY)
                        .tips("request_policy:all_shards", "response_policy:one_succeeded")
                        .handledBy(this::kill),
                part("FUNCTION|HELP", 2).flags(LOADING, STALE).handledBy(FunctionCommands::help));
    }

    private static Command.Builder part(String name, int arity) {
        return command(name).arity(arity).since("7.0.0").acl(SCRIPTING);
    }

    /** FUNCTION LOAD [REPLACE] code: replies with the name of the library. */
    private void load(Args args, Session session, ReplyWriter reply) {
        boolean replaces = false;
        int last = args.count() - 1;
        for (int i = 2; i < last; i++) {
            if (!args.is(i, "REPLACE")) {
                throw CommandError.of("ERR Unknown option given: " + args.at(i).toCString());
            }
            replaces = true;
        }
        String name = libraries.load(args.bytes(last), replaces, !ScriptRun.isReplayed(session));
        session.server().databases().changes().count(1);
        reply.bulk(name.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** FUNCTION DELETE library. */
    private void delete(Args args, Session session, ReplyWriter reply) {
        libraries.delete(args.at(2).toLatin1());
        session.server().databases().changes().count(1);
        reply.ok();
    }

    /** FUNCTION FLUSH [SYNC|ASYNC]. Both are the same, since the collector frees what is forgotten. */
    private void flush(Args args, Session session, ReplyWriter reply) {
        if (args.count() > 3) {
            throw CommandError.of("ERR unknown subcommand or wrong number of arguments for '"
                    + args.at(1).toCString() + "'. Try FUNCTION HELP.");
        }
        boolean isWellFormed = args.count() == 2 || args.count() == 3 && (args.is(2, "SYNC") || args.is(2, "ASYNC"));
        if (!isWellFormed) {
            throw FLUSH_OPTION;
        }
        libraries.clear();
        session.server().databases().changes().count(1);
        reply.ok();
    }

    /** FUNCTION LIST [LIBRARYNAME pattern] [WITHCODE]. */
    private void list(Args args, Session session, ReplyWriter reply) {
        boolean hasCode = false;
        Predicate<Library> wanted = null;
        for (int i = 2; i < args.count(); i++) {
            if (!hasCode && args.is(i, "WITHCODE")) {
                hasCode = true;
            } else if (wanted == null && args.is(i, "LIBRARYNAME")) {
                if (i == args.count() - 1) {
                    throw NO_PATTERN;
                }
                byte[] pattern = args.bytes(++i);
                wanted = library ->
                        GlobPattern.matches(pattern, library.name().getBytes(StandardCharsets.ISO_8859_1), true);
            } else {
                throw CommandError.of("ERR Unknown argument " + args.at(i).toCString());
            }
        }
        List<Library> chosen = new ArrayList<>();
        for (Library library : libraries.all()) {
            if (wanted == null || wanted.test(library)) {
                chosen.add(library);
            }
        }
        reply.array(chosen.size());
        for (Library library : chosen) {
            write(library, hasCode, reply);
        }
    }

    private static void write(Library library, boolean hasCode, ReplyWriter reply) {
        reply.map(hasCode ? 4 : 3);
        reply.bulk("library_name");
        reply.bulk(library.name());
        reply.bulk("engine");
        reply.bulk(ENGINE);
        reply.bulk("functions");
        reply.array(library.functions().size());
        for (LibraryFunction function : library.functions().values()) {
            write(function, reply);
        }
        if (hasCode) {
            reply.bulk("library_code");
            reply.bulk(library.source());
        }
    }

    private static void write(LibraryFunction function, ReplyWriter reply) {
        reply.map(3);
        reply.bulk("name");
        reply.bulk(function.name());
        reply.bulk("description");
        if (function.isDescribed()) {
            reply.bulk(function.description().getBytes(StandardCharsets.ISO_8859_1));
        } else {
            reply.nil();
        }
        reply.bulk("flags");
        List<ScriptFlag> flags = new ArrayList<>();
        for (ScriptFlag flag : ScriptFlag.values()) {
            if (function.flags().has(flag)) {
                flags.add(flag);
            }
        }
        reply.set(flags.size());
        flags.forEach(flag -> reply.simple(flag.word()));
    }

    /** FUNCTION STATS: the function that runs, and what there is. */
    private void statistics(Args args, Session session, ReplyWriter reply) {
        boolean isRunning = run.isRunning();
        if (isRunning && run.mode() == ScriptMode.EVAL) {
            throw ScriptMode.EVAL.busy();
        }
        reply.map(2);
        reply.bulk("running_script");
        if (isRunning) {
            writeRun(reply);
        } else {
            reply.nil();
        }
        reply.bulk("engines");
        reply.map(1);
        reply.bulk(ENGINE);
        reply.map(2);
        reply.bulk("libraries_count");
        reply.integer(libraries.all().size());
        reply.bulk("functions_count");
        reply.integer(libraries.functionCount());
    }

    private void writeRun(ReplyWriter reply) {
        reply.map(3);
        reply.bulk("name");
        reply.bulk(run.name());
        reply.bulk("command");
        Request request = run.request();
        reply.array(request.count());
        for (int i = 0; i < request.count(); i++) {
            reply.bulk(request.address(i), request.length(i));
        }
        reply.bulk("duration_ms");
        reply.integer(run.durationMillis());
    }

    /** FUNCTION KILL: ends the function that runs, if it has written nothing. */
    private void kill(Args args, Session session, ReplyWriter reply) {
        run.kill(ScriptMode.FUNCTION);
        reply.ok();
    }

    private static void help(Args args, Session session, ReplyWriter reply) {
        HelpText.write(
                reply,
                "FUNCTION",
                "LOAD [REPLACE] <FUNCTION CODE>",
                "    Load a library; its first line has its name.",
                "DELETE <LIBRARY NAME>",
                "    Delete a library.",
                "LIST [LIBRARYNAME PATTERN] [WITHCODE]",
                "    Tell of libraries, of all or of those whose name matches: name, engine, functions,",
                "    and their code, if that is asked for.",
                "STATS",
                "    Tell of the function that is running, with its command and its time in milliseconds,",
                "    and how many libraries and functions there are.",
                "KILL",
                "    End the function that is running, unless it has written.",
                "FLUSH [ASYNC|SYNC]",
                "    Delete all libraries.",
                "DUMP",
                "    Reply with all libraries as bytes that FUNCTION RESTORE takes.",
                "RESTORE <PAYLOAD> [FLUSH|APPEND|REPLACE]",
                "    Load the libraries of a dump, all or none:",
                "    * FLUSH: in the place of those that are there.",
                "    * APPEND: beside them, of which none may have the same name. The default.",
                "    * REPLACE: beside them, but for those of the same name.");
    }
}
