package io.glassbox.scripting.lua.compile;

import io.glassbox.scripting.lua.interpret.Cell;
import io.glassbox.scripting.lua.interpret.Code;
import io.glassbox.scripting.lua.interpret.CompiledLoop;
import io.glassbox.scripting.lua.interpret.Frame;
import io.glassbox.scripting.lua.interpret.FunctionBody;
import io.glassbox.scripting.lua.interpret.InterpretedCode;
import io.glassbox.scripting.lua.interpret.Iteration;
import io.glassbox.scripting.lua.interpret.Loop;
import io.glassbox.scripting.lua.interpret.LuaClosure;
import io.glassbox.scripting.lua.interpret.TableConstructor;
import io.glassbox.scripting.lua.value.Arithmetic;
import io.glassbox.scripting.lua.value.LuaState;
import io.glassbox.scripting.lua.value.LuaString;
import io.glassbox.scripting.lua.value.LuaTable;
import io.glassbox.scripting.lua.value.Operations;
import io.glassbox.scripting.lua.value.Results;
import io.glassbox.scripting.lua.value.Site;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;

/** The classes that compiled code names. */
final class Types {
    static final ClassDesc OBJECT = ConstantDescs.CD_Object;
    static final ClassDesc OBJECTS = OBJECT.arrayType();
    static final ClassDesc BOXED = ConstantDescs.CD_Double;
    static final ClassDesc NUMBER = ConstantDescs.CD_double;
    static final ClassDesc INT = ConstantDescs.CD_int;
    static final ClassDesc BOOLEAN = ConstantDescs.CD_boolean;
    static final ClassDesc VOID = ConstantDescs.CD_void;
    static final ClassDesc TEXT = ConstantDescs.CD_String;

    static final ClassDesc STATE = of(LuaState.class);
    static final ClassDesc STRING = of(LuaString.class);
    static final ClassDesc TABLE = of(LuaTable.class);
    static final ClassDesc SITE = of(Site.class);
    static final ClassDesc ARITHMETIC = of(Arithmetic.class);
    static final ClassDesc OPERATIONS = of(Operations.class);
    static final ClassDesc RESULTS = of(Results.class);

    static final ClassDesc CELL = of(Cell.class);
    static final ClassDesc CELLS = CELL.arrayType();
    static final ClassDesc CLOSURE = of(LuaClosure.class);
    static final ClassDesc CODE = of(Code.class);
    static final ClassDesc LOOP_CODE = of(CompiledLoop.class);
    static final ClassDesc FRAME = of(Frame.class);
    static final ClassDesc BODY = of(FunctionBody.class);
    static final ClassDesc INTERPRETED = of(InterpretedCode.class);
    static final ClassDesc ITERATION = of(Iteration.class);
    static final ClassDesc GENERIC_LOOP = of(Loop.Generic.class);
    static final ClassDesc NUMERIC_LOOP = of(Loop.Numeric.class);
    static final ClassDesc CONSTRUCTOR = of(TableConstructor.class);

    static final ClassDesc COMPILED = of(CompiledOperations.class);
    static final ClassDesc CALLS = of(CompiledCalls.class);

    private Types() {}

    private static ClassDesc of(Class<?> type) {
        return ClassDesc.ofDescriptor(type.descriptorString());
    }
}
