package io.glassbox.scripting.lua.interpret;

import io.glassbox.scripting.lua.value.LuaString;
import io.glassbox.scripting.lua.value.Operations;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code a .. b .. c}, joined in one piece. */
public record Concatenation(List<Expression> operands, LuaString source, int line) implements Expression.Located {
    @Override
    public @Nullable Object evaluate(Frame frame) {
        @Nullable Object[] values = new @Nullable Object[operands.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = operands.get(i).evaluate(frame);
        }
        return Operations.concat(frame.state, values, this);
    }

    @Override
    public @Nullable Variable operand(int index) {
        return operands.get(index).variable();
    }
}
