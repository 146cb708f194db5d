package io.glassbox.scripting.lua.compile;

import io.glassbox.scripting.lua.interpret.Expression;
import io.glassbox.scripting.lua.interpret.FunctionBody;
import io.glassbox.scripting.lua.interpret.Local;
import io.glassbox.scripting.lua.interpret.Loop;
import io.glassbox.scripting.lua.value.Site;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What all parts of one method share: its code, the places of variables, and small sequences of instructions. */
final class Emitter {
    /** Slots of the method's own parameters, behind {@code this}. */
    static final int STATE = 1;

    static final int SELF = 2;

    final CodeBuilder code;
    final NumericLocals numbers;
    private final Constants constants;
    private final Map<Local, Integer> variables = new HashMap<>();
    private final Map<Integer, Integer> cells = new HashMap<>();

    /** Where the values of {@code ...} are; -1 if there are none. */
    private int extra = -1;

    private int turns = -1;

    Emitter(CodeBuilder code, FunctionBody body, Constants constants) {
        this.code = code;
        this.numbers = new NumericLocals(body);
        this.constants = constants;
    }

    /** A value put aside: a number as such, or any object. */
    record Temporary(int variable, boolean isNumber) {}

    // Variables.

    int reserve(boolean isNumber) {
        return code.allocateLocal(isNumber ? TypeKind.DOUBLE : TypeKind.REFERENCE);
    }

    int variable(Local local) {
        Integer variable = variables.get(local);
        if (variable == null) {
            variable = reserve(numbers.isNumeric(local));
            variables.put(local, variable);
        }
        return variable;
    }

    /** Lets the variable of the program be one that is there already. */
    void alias(Local local, int variable) {
        variables.put(local, variable);
    }

    /** Takes the object on the stack as the first value of a new variable. */
    void declare(Local local) {
        if (local.isCaptured()) {
            int value = reserve(false);
            code.astore(value).new_(Types.CELL).dup().aload(value);
            code.invokespecial(Types.CELL, ConstantDescs.INIT_NAME, MethodTypeDesc.of(Types.VOID, Types.OBJECT));
        } else if (numbers.isNumeric(local)) {
            unbox();
            code.dstore(variable(local));
            return;
        }
        code.astore(variable(local));
    }

    void cell(int upvalue, int variable) {
        cells.put(upvalue, variable);
    }

    void loadCell(int upvalue) {
        Integer variable = cells.get(upvalue);
        if (variable == null) {
            throw new IllegalStateException("upvalue " + upvalue + " was not found before");
        }
        code.aload(variable);
    }

    void setExtra(int variable) {
        extra = variable;
    }

    void loadExtra() {
        code.aload(extra);
    }

    void setTurns(int variable) {
        turns = variable;
    }

    /** At the end of each turn of a loop: now and then the state hears of it. */
    void countTurn(Loop loop) {
        var more = code.newLabel();
        code.iinc(turns, -1).iload(turns).ifgt(more);
        state();
        site(loop);
        compiled("turned", MethodTypeDesc.of(Types.INT, Types.STATE, Types.SITE));
        code.istore(turns).labelBinding(more);
    }

    // Values.

    void state() {
        code.aload(STATE);
    }

    void self() {
        code.aload(SELF);
    }

    void site(Site site) {
        constants.load(code, site, Types.SITE);
    }

    void constant(Object value, ClassDesc type) {
        constants.load(code, value, type);
    }

    void box() {
        code.invokestatic(Types.BOXED, "valueOf", MethodTypeDesc.of(Types.BOXED, Types.NUMBER));
    }

    void unbox() {
        code.checkcast(Types.BOXED).invokevirtual(Types.BOXED, "doubleValue", MethodTypeDesc.of(Types.NUMBER));
    }

    void load(Temporary value) {
        if (value.isNumber()) {
            code.dload(value.variable());
        } else {
            code.aload(value.variable());
        }
    }

    void loadObject(Temporary value) {
        load(value);
        if (value.isNumber()) {
            box();
        }
    }

    /** Whether evaluating it neither does nor changes anything. */
    static boolean isSimple(Expression expression) {
        return expression instanceof Expression.Constant
                || expression instanceof Expression.LocalGet
                || expression instanceof Expression.UpvalueGet;
    }

    /** A variable that evaluating something else may change: it is read as late as possible, as Lua does. */
    static boolean isLate(Expression expression) {
        return expression instanceof Expression.LocalGet get && get.local().isCaptured();
    }

    // Calls.

    void compiled(String name, MethodTypeDesc type) {
        code.invokestatic(Types.COMPILED, name, type);
    }

    void first() {
        code.invokestatic(Types.RESULTS, "first", MethodTypeDesc.of(Types.OBJECT, Types.OBJECT));
    }

    /** The value at an index of the result that a temporary holds. */
    void loadResult(int variable, int index) {
        code.aload(variable).loadConstant(index);
        code.invokestatic(Types.RESULTS, "at", MethodTypeDesc.of(Types.OBJECT, Types.OBJECT, Types.INT));
    }

    void noValues() {
        code.getstatic(Types.RESULTS, "NONE", Types.OBJECTS);
    }

    static boolean isOpen(List<Expression> list) {
        return !list.isEmpty() && list.getLast() instanceof Expression.Multiple;
    }
}
