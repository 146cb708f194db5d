package io.glassbox.scripting.command;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.Command;
import io.glassbox.command.execute.CommandPipeline;
import io.glassbox.engine.server.Session;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.network.protocol.Request;
import io.glassbox.scripting.function.Libraries;
import io.glassbox.scripting.function.LibraryFunction;
import io.glassbox.scripting.script.ScriptRunner;
import io.glassbox.scripting.script.ScriptRunner.Call;
import io.glassbox.structure.memory.ByteView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** FCALL and FCALL_RO: run a function of a library. */
public final class FunctionCallCommands {
    private static final CommandError NOT_FOUND = CommandError.of("ERR Function not found");
    private static final CommandError BAD_NUMBER = CommandError.of("ERR Bad number of keys provided");

    private final CommandPipeline pipeline;
    private final Libraries libraries;
    private final ScriptRunner runner;
    private final ByteView view = new ByteView();

    public FunctionCallCommands(CommandPipeline pipeline, Libraries libraries, ScriptRunner runner) {
        this.pipeline = pipeline;
        this.libraries = libraries;
        this.runner = runner;
    }

    public List<Command> commands() {
        return List.of(
                EvalCommands.writer("FCALL")
                        .since("7.0.0")
                        .flagsFoundBy(this::flags)
                        .handledBy(this::call),
                EvalCommands.reader("FCALL_RO").flagsFoundBy(this::flags).handledBy(this::callReadOnly));
    }

    private long flags(Request request, long declared) {
        if (request.count() < 2) {
            return declared;
        }
        LibraryFunction function = libraries.function(
                view.set(request.address(1), request.length(1)).toLatin1());
        return function == null ? declared : function.flags().ofCall(declared);
    }

    /** FCALL function numkeys [key …] [arg …]. */
    private void call(Args args, Session session, ReplyWriter reply) {
        invoke(args, session, reply, false);
    }

    private void callReadOnly(Args args, Session session, ReplyWriter reply) {
        invoke(args, session, reply, true);
    }

    private void invoke(Args args, Session session, ReplyWriter reply, boolean isReader) {
        pipeline.showMonitors(session, args.request());
        @Nullable LibraryFunction function = libraries.function(args.at(1).toLatin1());
        if (function == null) {
            throw NOT_FOUND;
        }
        int keys = ScriptRunner.keys(args, BAD_NUMBER);
        Call call = new Call(args, session, keys, isReader);
        runner.function(call, function.name(), function.flags(), function.callback(), libraries.state(), reply);
    }
}
