package io.glassbox.scripting.lua.syntax;

import io.glassbox.scripting.lua.interpret.Expression;
import io.glassbox.scripting.lua.interpret.FunctionBody;
import io.glassbox.scripting.lua.interpret.Local;
import io.glassbox.scripting.lua.value.LuaError;
import io.glassbox.scripting.lua.value.LuaString;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of a function while it is read: its visible variables, and those of outside that it uses. */
final class FunctionScope {
    private static final int MAX_LOCALS = 200;
    private static final int MAX_UPVALUES = 60;

    private final @Nullable FunctionScope outer;
    private final Lexer lexer;
    private final int line;
    private final List<Local> visible = new ArrayList<>();
    private final List<FunctionBody.Upvalue> upvalues = new ArrayList<>();
    private int slots;
    private int loops;
    private boolean variadic;
    private boolean usesExtra;

    /** @param line where it is defined; 0 for the program itself */
    FunctionScope(@Nullable FunctionScope outer, Lexer lexer, int line) {
        this.outer = outer;
        this.lexer = lexer;
        this.line = line;
    }

    int slots() {
        return slots;
    }

    List<FunctionBody.Upvalue> upvalues() {
        return upvalues;
    }

    boolean isVariadic() {
        return variadic;
    }

    void setVariadic() {
        variadic = true;
    }

    boolean usesExtra() {
        return usesExtra;
    }

    void useExtra() {
        usesExtra = true;
    }

    boolean isInLoop() {
        return loops > 0;
    }

    void enterLoop() {
        loops++;
    }

    void leaveLoop() {
        loops--;
    }

    /** A variable that is not visible yet: its initial value must not see it. */
    Local newLocal(LuaString name, int ahead) {
        int slot = visible.size() + ahead;
        if (slot >= MAX_LOCALS) {
            throw limit(MAX_LOCALS, "local variables");
        }
        slots = Math.max(slots, slot + 1);
        return new Local(name, slot);
    }

    void show(Local local) {
        assert local.slot() == visible.size();
        visible.add(local);
    }

    void show(List<Local> locals) {
        locals.forEach(this::show);
    }

    int mark() {
        return visible.size();
    }

    /** At the end of a block: its variables are gone, their slots free. */
    void hideFrom(int mark) {
        visible.subList(mark, visible.size()).clear();
    }

    Expression resolve(LuaString name) {
        Local local = find(name);
        if (local != null) {
            return new Expression.LocalGet(local);
        }
        int upvalue = upvalueOf(name);
        if (upvalue >= 0) {
            return new Expression.UpvalueGet(name, upvalue);
        }
        return new Expression.GlobalGet(name, lexer.chunk(), lexer.lastLine());
    }

    private @Nullable Local find(LuaString name) {
        for (int i = visible.size() - 1; i >= 0; i--) {
            if (visible.get(i).name().equals(name)) {
                return visible.get(i);
            }
        }
        return null;
    }

    private int upvalueOf(LuaString name) {
        if (outer == null) {
            return -1;
        }
        // The same name may mean another variable by now, if an outer one of the same name has been declared since.
        Local local = outer.find(name);
        if (local != null) {
            local.capture();
            return upvalue(new FunctionBody.Upvalue(name, local, local.slot()));
        }
        int index = outer.upvalueOf(name);
        return index < 0 ? -1 : upvalue(new FunctionBody.Upvalue(name, null, index));
    }

    private int upvalue(FunctionBody.Upvalue wanted) {
        int known = upvalues.indexOf(wanted);
        if (known >= 0) {
            return known;
        }
        if (upvalues.size() >= MAX_UPVALUES) {
            throw limit(MAX_UPVALUES, "upvalues");
        }
        upvalues.add(wanted);
        return upvalues.size() - 1;
    }

    private LuaError limit(int limit, String what) {
        String where = line == 0 ? "main function" : "function at line " + line;
        return lexer.error(where + " has more than " + limit + " " + what, null);
    }
}
