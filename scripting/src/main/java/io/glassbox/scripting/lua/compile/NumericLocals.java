package io.glassbox.scripting.lua.compile;

import io.glassbox.scripting.lua.interpret.Binary;
import io.glassbox.scripting.lua.interpret.Expression;
import io.glassbox.scripting.lua.interpret.FunctionBody;
import io.glassbox.scripting.lua.interpret.Local;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which variables of a function never hold anything but numbers, by what is assigned to them: such a variable is a
 * {@code double} in compiled code. Found by taking all for numbers and striking out, until nothing changes, those that get
 * something else.
 */
final class NumericLocals {
    private final Set<Local> numeric = new HashSet<>();

    NumericLocals(FunctionBody body) {
        LocalScan scan = new LocalScan();
        scan.block(body.block());
        for (Local local : scan.declared()) {
            List<Expression> sources = local.sources();
            if (!local.isCaptured() && sources != null && !sources.isEmpty()) {
                numeric.add(local);
            }
        }
        boolean changed = true;
        while (changed) {
            changed = numeric.removeIf(local -> !getsOnlyNumbers(local));
        }
    }

    private boolean getsOnlyNumbers(Local local) {
        List<Expression> sources = local.sources();
        return sources != null && sources.stream().allMatch(this::isNumeric);
    }

    boolean isNumeric(Local local) {
        return numeric.contains(local);
    }

    /** Whether the expression certainly gives a number, without calling anything. */
    boolean isNumeric(Expression expression) {
        return switch (expression) {
            case Expression.Constant constant -> constant.value() instanceof Double;
            case Expression.LocalGet get -> isNumeric(get.local());
            case Expression.Single single -> isNumeric(single.inner());
            case Expression.Negation negation -> isNumeric(negation.value());
            case Binary binary -> isNumeric(binary.left()) && isNumeric(binary.right());
            default -> false;
        };
    }
}
