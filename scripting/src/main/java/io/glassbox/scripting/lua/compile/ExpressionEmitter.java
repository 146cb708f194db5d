package io.glassbox.scripting.lua.compile;

import io.glassbox.scripting.lua.interpret.Binary;
import io.glassbox.scripting.lua.interpret.Call;
import io.glassbox.scripting.lua.interpret.Comparison;
import io.glassbox.scripting.lua.interpret.Concatenation;
import io.glassbox.scripting.lua.interpret.Expression;
import io.glassbox.scripting.lua.interpret.FunctionBody;
import io.glassbox.scripting.lua.interpret.Local;
import io.glassbox.scripting.lua.interpret.MethodCall;
import io.glassbox.scripting.lua.interpret.TableConstructor;
import io.glassbox.scripting.lua.value.LuaString;
import io.glassbox.scripting.lua.value.Site;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Code that leaves the value of an expression on the stack: as an object, as a number where it surely is one, or as a jump. */
final class ExpressionEmitter {
    private static final ClassDesc BOOLEAN_BOX = ConstantDescs.CD_Boolean;

    private final Emitter emitter;
    private final CodeBuilder code;
    private final NumericLocals numbers;
    private final CallEmitter calls;
    private final ConditionEmitter conditions;

    ExpressionEmitter(Emitter emitter) {
        this.emitter = emitter;
        this.code = emitter.code;
        this.numbers = emitter.numbers;
        this.calls = new CallEmitter(emitter, this);
        this.conditions = new ConditionEmitter(emitter, this);
    }

    ConditionEmitter conditions() {
        return conditions;
    }

    CallEmitter calls() {
        return calls;
    }

    void object(Expression expression) {
        if (numbers.isNumeric(expression) && !(expression instanceof Expression.Constant)) {
            number(expression);
            emitter.box();
            return;
        }
        switch (expression) {
            case Expression.Constant constant -> constant(constant.value());
            case Expression.Extra _ -> {
                emitter.loadExtra();
                emitter.first();
            }
            case Expression.LocalGet get -> local(get.local());
            case Expression.UpvalueGet get -> {
                emitter.loadCell(get.index());
                code.getfield(Types.CELL, "value", Types.OBJECT);
            }
            case Expression.GlobalGet get -> global(get);
            case Expression.Index index -> index(index);
            case Expression.FunctionValue function -> function(function.body());
            case Expression.And and -> either(and.left(), and.right(), false);
            case Expression.Or or -> either(or.left(), or.right(), true);
            case Expression.Not _, Comparison _ -> bool(expression);
            case Expression.Single single -> object(single.inner());
            case Expression.Negation negation -> unary("negate", negation.value(), negation);
            case Expression.Length length -> unary("length", length.value(), length);
            case Binary binary -> binary(binary);
            case Concatenation concatenation -> concatenation(concatenation);
            case Call call -> {
                calls.call(call);
                emitter.first();
            }
            case MethodCall call -> {
                calls.call(call);
                emitter.first();
            }
            case TableConstructor table -> new TableEmitter(emitter, this).table(table);
        }
    }

    /** All values, as a call returns them. */
    void all(Expression.Multiple expression) {
        switch (expression) {
            case Call call -> calls.call(call);
            case MethodCall call -> calls.call(call);
            case Expression.Extra _ -> {
                emitter.loadExtra();
                emitter.compiled("all", MethodTypeDesc.of(Types.OBJECT, Types.OBJECTS));
            }
        }
    }

    /** Only for those of which {@link NumericLocals} says so. */
    void number(Expression expression) {
        switch (expression) {
            case Expression.Constant constant
            when constant.value() instanceof Double value -> code.loadConstant(value.doubleValue());
            case Expression.LocalGet get -> code.dload(emitter.variable(get.local()));
            case Expression.Single single -> number(single.inner());
            case Expression.Negation negation -> {
                number(negation.value());
                code.dneg();
            }
            case Binary binary -> {
                number(binary.left());
                number(binary.right());
                operate(binary);
            }
            default -> throw new IllegalStateException("no number: " + expression);
        }
    }

    private void operate(Binary binary) {
        MethodTypeDesc type = MethodTypeDesc.of(Types.NUMBER, Types.NUMBER, Types.NUMBER);
        switch (binary.operator()) {
            case ADD -> code.dadd();
            case SUB -> code.dsub();
            case MUL -> code.dmul();
            case DIV -> code.ddiv();
            case MOD -> code.invokestatic(Types.ARITHMETIC, "mod", type);
            case POW -> code.invokestatic(Types.ARITHMETIC, "pow", type);
            case UNM -> throw new IllegalStateException();
        }
    }

    /** Puts it aside, for use in any order. */
    Emitter.Temporary temporary(Expression expression) {
        boolean isNumber = numbers.isNumeric(expression);
        int variable = emitter.reserve(isNumber);
        if (isNumber) {
            number(expression);
            code.dstore(variable);
        } else {
            object(expression);
            code.astore(variable);
        }
        return new Emitter.Temporary(variable, isNumber);
    }

    /** Puts so many values of a list aside, nil for those that it does not have. */
    List<Emitter.Temporary> temporaries(List<Expression> list, int wanted) {
        List<Emitter.Temporary> values = new ArrayList<>();
        int fixed = Emitter.isOpen(list) ? list.size() - 1 : list.size();
        for (int i = 0; i < fixed; i++) {
            values.add(temporary(list.get(i)));
        }
        int result = emitter.reserve(false);
        if (fixed < list.size()) {
            all((Expression.Multiple) list.getLast());
        } else {
            emitter.noValues();
        }
        code.astore(result);
        for (int i = fixed; i < wanted; i++) {
            int variable = emitter.reserve(false);
            emitter.loadResult(result, i - fixed);
            code.astore(variable);
            values.add(new Emitter.Temporary(variable, false));
        }
        return values;
    }

    /** All values of a list, in an array. */
    void array(List<Expression> list) {
        boolean isOpen = Emitter.isOpen(list);
        if (list.isEmpty()) {
            emitter.noValues();
            return;
        }
        if (isOpen && list.size() == 1) {
            all((Expression.Multiple) list.getFirst());
            code.invokestatic(Types.RESULTS, "all", MethodTypeDesc.of(Types.OBJECTS, Types.OBJECT));
            return;
        }
        int fixed = isOpen ? list.size() - 1 : list.size();
        code.loadConstant(fixed).anewarray(Types.OBJECT);
        for (int i = 0; i < fixed; i++) {
            code.dup().loadConstant(i);
            object(list.get(i));
            code.aastore();
        }
        if (isOpen) {
            all((Expression.Multiple) list.getLast());
            code.invokestatic(Types.RESULTS, "append", MethodTypeDesc.of(Types.OBJECTS, Types.OBJECTS, Types.OBJECT));
        }
    }

    /** The operands of an operator, as numbers where they are; returns their letters in names of operations. */
    String operands(Expression left, Expression right) {
        if (Emitter.isLate(left) && !Emitter.isSimple(right)) {
            Emitter.Temporary second = temporary(right);
            object(left);
            emitter.load(second);
            return second.isNumber() ? "OD" : "OO";
        }
        boolean isLeftNumber = numbers.isNumeric(left);
        boolean isRightNumber = numbers.isNumeric(right);
        if (isLeftNumber) {
            number(left);
        } else {
            object(left);
        }
        // Two numbers are never handed to an operation that takes any values.
        if (isRightNumber && !isLeftNumber) {
            number(right);
            return "OD";
        }
        object(right);
        return isLeftNumber ? "DO" : "OO";
    }

    static MethodTypeDesc operation(ClassDesc result, String operands) {
        return MethodTypeDesc.of(
                result, Types.STATE, operandType(operands.charAt(0)), operandType(operands.charAt(1)), Types.SITE);
    }

    private static ClassDesc operandType(char letter) {
        return letter == 'D' ? Types.NUMBER : Types.OBJECT;
    }

    private void constant(@Nullable Object value) {
        switch (value) {
            case null -> code.aconst_null();
            case Boolean bool -> code.getstatic(BOOLEAN_BOX, bool ? "TRUE" : "FALSE", BOOLEAN_BOX);
            case LuaString string -> emitter.constant(string, Types.STRING);
            default -> emitter.constant(value, Types.BOXED);
        }
    }

    private void local(Local local) {
        code.aload(emitter.variable(local));
        if (local.isCaptured()) {
            code.getfield(Types.CELL, "value", Types.OBJECT);
        }
    }

    private void global(Expression.GlobalGet get) {
        emitter.state();
        emitter.self();
        emitter.constant(get.name(), Types.STRING);
        emitter.site(get);
        emitter.compiled(
                "global", MethodTypeDesc.of(Types.OBJECT, Types.STATE, Types.CLOSURE, Types.STRING, Types.SITE));
    }

    private void index(Expression.Index index) {
        emitter.state();
        if (Emitter.isLate(index.object()) && !Emitter.isSimple(index.key())) {
            Emitter.Temporary key = temporary(index.key());
            object(index.object());
            emitter.load(key);
            emitter.site(index);
            emitter.compiled(
                    key.isNumber() ? "indexD" : "indexO",
                    MethodTypeDesc.of(
                            Types.OBJECT,
                            Types.STATE,
                            Types.OBJECT,
                            key.isNumber() ? Types.NUMBER : Types.OBJECT,
                            Types.SITE));
            return;
        }
        object(index.object());
        char letter = key(index.key());
        emitter.site(index);
        emitter.compiled(
                "index" + letter,
                MethodTypeDesc.of(Types.OBJECT, Types.STATE, Types.OBJECT, keyType(letter), Types.SITE));
    }

    /** The key in the form that lookups take it fastest; returns the letter of the form. */
    char key(Expression key) {
        if (numbers.isNumeric(key)) {
            number(key);
            return 'D';
        }
        object(key);
        return key instanceof Expression.Constant constant && constant.value() instanceof LuaString ? 'S' : 'O';
    }

    static ClassDesc keyType(char letter) {
        return switch (letter) {
            case 'D' -> Types.NUMBER;
            case 'S' -> Types.STRING;
            default -> Types.OBJECT;
        };
    }

    void function(FunctionBody body) {
        emitter.self();
        emitter.constant(body, Types.BODY);
        List<FunctionBody.Upvalue> upvalues = body.upvalues();
        code.loadConstant(upvalues.size()).anewarray(Types.CELL);
        for (int i = 0; i < upvalues.size(); i++) {
            code.dup().loadConstant(i);
            Local local = upvalues.get(i).local();
            if (local != null) {
                code.aload(emitter.variable(local));
            } else {
                emitter.loadCell(upvalues.get(i).index());
            }
            code.aastore();
        }
        emitter.compiled("closure", MethodTypeDesc.of(Types.CLOSURE, Types.CLOSURE, Types.BODY, Types.CELLS));
    }

    private void either(Expression left, Expression right, boolean endsWhen) {
        Label end = code.newLabel();
        object(left);
        code.dup();
        code.invokestatic(Types.OPERATIONS, "isTrue", MethodTypeDesc.of(Types.BOOLEAN, Types.OBJECT));
        if (endsWhen) {
            code.ifne(end);
        } else {
            code.ifeq(end);
        }
        code.pop();
        object(right);
        code.labelBinding(end);
    }

    private void bool(Expression condition) {
        Label isFalse = code.newLabel();
        Label end = code.newLabel();
        conditions.jump(condition, isFalse, false);
        code.getstatic(BOOLEAN_BOX, "TRUE", BOOLEAN_BOX)
                .goto_(end)
                .labelBinding(isFalse)
                .getstatic(BOOLEAN_BOX, "FALSE", BOOLEAN_BOX)
                .labelBinding(end);
    }

    private void unary(String operation, Expression operand, Site site) {
        emitter.state();
        object(operand);
        emitter.site(site);
        emitter.compiled(operation, MethodTypeDesc.of(Types.OBJECT, Types.STATE, Types.OBJECT, Types.SITE));
    }

    private void binary(Binary binary) {
        emitter.state();
        String letters = operands(binary.left(), binary.right());
        emitter.site(binary);
        String name = binary.operator().name().toLowerCase(Locale.ROOT) + letters;
        emitter.compiled(name, operation(Types.OBJECT, letters));
    }

    private void concatenation(Concatenation concatenation) {
        List<Expression> operands = concatenation.operands();
        emitter.state();
        if (operands.size() == 2) {
            object(operands.get(0));
            object(operands.get(1));
            emitter.site(concatenation);
            emitter.compiled("concat", operation(Types.OBJECT, "OO"));
            return;
        }
        code.loadConstant(operands.size()).anewarray(Types.OBJECT);
        for (int i = 0; i < operands.size(); i++) {
            code.dup().loadConstant(i);
            object(operands.get(i));
            code.aastore();
        }
        emitter.site(concatenation);
        code.invokestatic(
                Types.OPERATIONS, "concat", MethodTypeDesc.of(Types.OBJECT, Types.STATE, Types.OBJECTS, Types.SITE));
    }
}
