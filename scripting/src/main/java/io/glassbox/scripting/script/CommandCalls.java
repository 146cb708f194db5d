package io.glassbox.scripting.script;

import io.glassbox.command.call.CommandError;
import io.glassbox.command.execute.CommandPipeline;
import io.glassbox.engine.server.Session;
import io.glassbox.network.protocol.ReplyBuffer;
import io.glassbox.network.protocol.Request;
import io.glassbox.scripting.lua.value.LuaError;
import io.glassbox.scripting.lua.value.LuaString;
import io.glassbox.scripting.lua.value.LuaTable;
import io.glassbox.scripting.lua.value.LuaText;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import io.glassbox.structure.text.DecimalInteger;
import io.glassbox.structure.text.DoubleText;
import org.jspecify.annotations.Nullable;

/**
 * Commands that scripts call: the arguments are copied to a place outside the heap that is kept from call to call, the command
 * runs on the same road as any other, and its reply is made into a value where it was written. A call of a command with short
 * arguments allocates nothing but its result.
 */
final class CommandCalls implements AutoCloseable {
    /** Room beyond this is given back after the call. */
    private static final long MOST_KEPT_BYTES = 1 << 20;

    private static final long LEAST_BYTES = 1024;

    /** So far all numbers with no fraction are printed digit by digit, as 17 significant digits do. */
    private static final double LARGEST_PLAIN = 1e17;

    private static final String NO_ARGUMENTS = "Please specify at least one argument for this redis lib call";
    private static final String WRONG_ARGUMENTS = "Lua redis lib command arguments must be strings or integers";

    private final CommandPipeline pipeline;
    private final ScriptRun run;
    private final Slabs slabs;
    private final ReplyDecoder decoder;
    private final Request request = new Request();
    private CallTrace trace = CallTrace.NONE;
    private long block;
    private long capacity;
    private long end;

    CommandCalls(CommandPipeline pipeline, ScriptRun run, Slabs slabs) {
        this.pipeline = pipeline;
        this.run = run;
        this.slabs = slabs;
        this.decoder = new ReplyDecoder(slabs);
    }

    void trace(CallTrace watcher) {
        trace = watcher;
    }

    /** Begins the arguments of a call. */
    void begin() {
        request.clear();
        end = block;
    }

    /** Adds an argument; false if it is of a type that none can be. */
    boolean add(@Nullable Object argument) {
        if (argument instanceof LuaString text) {
            int length = text.length();
            room(length);
            Memory.copyIn(text.array(), text.offset(), end, length);
            added(end + length);
            return true;
        }
        if (argument instanceof Double number) {
            return number.isNaN() ? add(LuaText.of(number)) : add(number.doubleValue());
        }
        return false;
    }

    private boolean add(double number) {
        room(DoubleText.MAX_LENGTH);
        added(write(number));
        return true;
    }

    private long write(double number) {
        long whole = (long) number;
        boolean isPlain = whole == number && Math.abs(number) < LARGEST_PLAIN && (whole != 0 || 1 / number > 0);
        return isPlain ? DecimalInteger.write(end, whole) : DoubleText.write(end, number);
    }

    private void added(long newEnd) {
        request.add(end, (int) (newEnd - end));
        end = newEnd;
    }

    private void room(long bytes) {
        long used = end - block;
        if (used + bytes <= capacity) {
            return;
        }
        long grown = Math.max(LEAST_BYTES, Math.max(2 * capacity, used + bytes));
        long larger = slabs.allocate(grown);
        if (block != 0) {
            Memory.copy(block, larger, used);
            request.relocate(larger - block);
            slabs.free(block);
        }
        block = larger;
        capacity = grown;
        end = larger + used;
    }

    /** What the arguments are before there is any, or when one of them can be none. */
    LuaTable noArguments() {
        return ScriptErrors.table("ERR " + NO_ARGUMENTS);
    }

    LuaTable wrongArguments() {
        return ScriptErrors.table("ERR " + WRONG_ARGUMENTS);
    }

    /** The arguments that were added, as a request: valid until the next call. */
    Request request() {
        return request;
    }

    /** Runs what was added; its value, which is a table with a text if it is an error. {@code raises}: that is raised instead. */
    @Nullable
    Object run(boolean raises) {
        trace.called(request);
        Session session = run.session();
        CommandError refusal = pipeline.runForScript(session, run.rights(), request);
        release();
        if (refusal != null) {
            trace.refused(refusal.text());
            LuaTable error = ScriptErrors.table(refusal.text());
            error.set(ReplyDecoder.COUNTED, true);
            return raisedOr(error, raises);
        }
        ReplyBuffer reply = session.reply().buffer();
        if (reply.isEmpty()) {
            // What tests have allowed to run here need not reply.
            return false;
        }
        trace.replied(reply);
        boolean isError = raises && Memory.getByte(reply.headAddress()) == '-';
        Object value = decoder.take(reply);
        return raisedOr(value, isError);
    }

    static @Nullable Object raisedOr(@Nullable Object value, boolean raises) {
        if (raises) {
            throw LuaError.of(value);
        }
        return value;
    }

    private void release() {
        if (capacity > MOST_KEPT_BYTES) {
            close();
        }
    }

    @Override
    public void close() {
        if (block != 0) {
            slabs.free(block);
        }
        block = 0;
        capacity = 0;
        end = 0;
    }
}
