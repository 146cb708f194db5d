package io.glassbox.scripting.lua.interpret;

import io.glassbox.scripting.lua.value.LuaError;
import io.glassbox.scripting.lua.value.LuaFunction;
import io.glassbox.scripting.lua.value.LuaState;
import io.glassbox.scripting.lua.value.Operations;
import io.glassbox.scripting.lua.value.Site;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How calls are made: first the called, then all arguments are evaluated, then the call, which alone is what errors pass
 * {@link LuaError#passOn}. Up to three arguments go without an array.
 */
final class Invocation {
    private final List<Expression> arguments;
    private final boolean hasSelf;
    private final boolean isTail;
    private final boolean isOpen;

    /** @param hasSelf whether the object that the method was found in goes before the arguments */
    Invocation(List<Expression> arguments, boolean hasSelf, boolean isTail) {
        this.arguments = List.copyOf(arguments);
        this.hasSelf = hasSelf;
        this.isTail = isTail;
        this.isOpen = !arguments.isEmpty() && arguments.getLast() instanceof Expression.Multiple;
    }

    List<Expression> arguments() {
        return arguments;
    }

    boolean isTail() {
        return isTail;
    }

    @Nullable
    Object call(Frame frame, @Nullable Object callee, @Nullable Object self, Site site) {
        LuaState state = frame.state;
        int count = arguments.size() + (hasSelf ? 1 : 0);
        if (isOpen || count > 3 || isTail && TailCall.isDeep(state) || !(callee instanceof LuaFunction function)) {
            return callMany(frame, callee, self, site);
        }
        int next = 0;
        Object a = count > 0 && !hasSelf ? arguments.get(next++).evaluate(frame) : self;
        Object b = count > 1 ? arguments.get(next++).evaluate(frame) : null;
        Object c = count > 2 ? arguments.get(next).evaluate(frame) : null;
        try {
            return switch (count) {
                case 0 -> function.call(state);
                case 1 -> function.call(state, a);
                case 2 -> function.call(state, a, b);
                default -> function.call(state, a, b, c);
            };
        } catch (LuaError error) {
            return error.passOn(site, isTail);
        }
    }

    private @Nullable Object callMany(Frame frame, @Nullable Object callee, @Nullable Object self, Site site) {
        @Nullable Object[] args = Expression.evaluateAll(arguments, frame);
        if (hasSelf) {
            @Nullable Object[] withSelf = new @Nullable Object[args.length + 1];
            withSelf[0] = self;
            System.arraycopy(args, 0, withSelf, 1, args.length);
            args = withSelf;
        }
        LuaState state = frame.state;
        if (isTail && callee instanceof LuaClosure function && TailCall.isDeep(state)) {
            return TailCall.of(function, args);
        }
        try {
            return Operations.call(state, callee, args, site);
        } catch (LuaError error) {
            return error.passOn(site, isTail);
        }
    }
}
