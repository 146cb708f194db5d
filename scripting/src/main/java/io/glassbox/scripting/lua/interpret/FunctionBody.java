package io.glassbox.scripting.lua.interpret;

import io.glassbox.scripting.lua.value.LuaString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function as it is written, shared by all closures of it. Immutable but for what runs it: first the interpreter, later
 * perhaps its compiled form, which another thread may put here at any time.
 */
public final class FunctionBody {
    private final LuaString source;
    private final int line;
    private final List<Local> parameters;
    private final boolean variadic;
    private final @Nullable Local argTable;
    private final int slots;
    private final List<Upvalue> upvalues;
    private final Block block;
    private final Compiler compiler;
    private int callsUntilHot;
    private Code code;

    /** Where a new closure finds a variable of outside: in a slot of the function that makes it, or in its own upvalues. */
    public record Upvalue(LuaString name, @Nullable Local local, int index) {
        public boolean isLocal() {
            return local != null;
        }
    }

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
        this.callsUntilHot = compiler.hotCalls();
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

    /** Counts a call of the interpreted form; true if there is a better one now. */
    boolean countCall() {
        if (--callsUntilHot != 0) {
            return false;
        }
        compiler.compile(this);
        return !(code instanceof InterpretedCode);
    }
}
