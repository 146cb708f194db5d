package io.glassbox.scripting.lua.interpret;

import io.glassbox.scripting.lua.value.LuaString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function as it is written, shared by all closures of it. Immutable but for what runs it: first the interpreter, later
 * perhaps its compiled form, which another thread may put here at any time.
 */
public final class FunctionBody {
    /** Calls after which a function is compiled. */
    private static final int HOT_CALLS = 300;

    private final LuaString source;
    private final int line;
    private final List<Local> parameters;
    private final boolean variadic;
    private final @Nullable Local argTable;
    private final int slots;
    private final List<Upvalue> upvalues;
    private final Block block;
    private final Compiler compiler;
    private int callsUntilHot = HOT_CALLS;
    private Code code;

    /** Where a new closure finds a variable of outside: in a slot of the function that makes it, or in its own upvalues. */
    public record Upvalue(LuaString name, boolean isLocal, int index) {}

    public FunctionBody(
            LuaString source,
            int line,
            List<Local> parameters,
            boolean variadic,
            @Nullable Local argTable,
            int slots,
            List<Upvalue> upvalues,
            Block block,
            Compiler compiler) {
        this.source = source;
        this.line = line;
        this.parameters = List.copyOf(parameters);
        this.variadic = variadic;
        this.argTable = argTable;
        this.slots = slots;
        this.upvalues = List.copyOf(upvalues);
        this.block = block;
        this.compiler = compiler;
        this.code = new InterpretedCode(this);
    }

    public LuaString source() {
        return source;
    }

    public int line() {
        return line;
    }

    public List<Local> parameters() {
        return parameters;
    }

    public boolean isVariadic() {
        return variadic;
    }

    /** Whether calls pass the arguments one by one. */
    public boolean takesFew() {
        return !variadic && parameters.size() <= Code.FEW;
    }

    /** The variable {@code arg} of functions that have {@code ...} but never use it; null for all others. */
    public @Nullable Local argTable() {
        return argTable;
    }

    public int slots() {
        return slots;
    }

    public List<Upvalue> upvalues() {
        return upvalues;
    }

    public Block block() {
        return block;
    }

    public Code code() {
        return code;
    }

    public void setCode(Code code) {
        this.code = code;
    }

    Compiler compiler() {
        return compiler;
    }

    void countCall() {
        if (--callsUntilHot == 0) {
            compiler.compile(this);
        }
    }

    /** Makes the next call count as that of a hot function. */
    public void heat() {
        callsUntilHot = 1;
    }
}
