package io.glassbox.scripting.lua.compile;

import io.glassbox.scripting.lua.interpret.FunctionBody;
import io.glassbox.scripting.lua.interpret.Local;
import io.glassbox.scripting.lua.interpret.Loop;
import io.glassbox.scripting.lua.interpret.Statement;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.MethodTypeDesc;

/** The method that a loop becomes which the interpreter has begun. */
final class LoopUnit {
    static final MethodTypeDesc TYPE = MethodTypeDesc.of(Types.INT, Types.STATE, Types.CLOSURE, Types.FRAME);

    private final Loop loop;
    private final FunctionBody body;
    private final Constants constants;

    LoopUnit(Loop loop, FunctionBody body, Constants constants) {
        this.loop = loop;
        this.body = body;
        this.constants = constants;
    }

    void emit(CodeBuilder code) {
        Emitter emitter = new Emitter(code, body, constants);
        int result = emitter.reserve(false);
        StatementEmitter statements = new StatementEmitter(emitter, () -> {
            code.astore(result).aload(LoopEmitter.FRAME).aload(result);
            code.putfield(Types.FRAME, "result", Types.OBJECT);
            code.loadConstant(Statement.RETURN).ireturn();
        });
        LocalScan scan = new LocalScan();
        scan.statement(loop);
        FunctionUnit.prepare(emitter, scan);
        int extra = emitter.reserve(false);
        code.aload(LoopEmitter.FRAME)
                .getfield(Types.FRAME, "extra", Types.OBJECTS)
                .astore(extra);
        emitter.setExtra(extra);
        scan.free().forEach(local -> take(emitter, local));
        statements.loops().resume(loop);
        for (Local local : scan.free()) {
            if (scan.isAssigned(local) && !local.isCaptured()) {
                putBack(emitter, local);
            }
        }
        code.loadConstant(Statement.NEXT).ireturn();
    }

    private static void take(Emitter emitter, Local local) {
        CodeBuilder code = emitter.code;
        code.aload(LoopEmitter.FRAME)
                .getfield(Types.FRAME, "slots", Types.OBJECTS)
                .loadConstant(local.slot())
                .aaload();
        if (local.isCaptured()) {
            code.checkcast(Types.CELL).astore(emitter.variable(local));
        } else {
            emitter.declare(local);
        }
    }

    private static void putBack(Emitter emitter, Local local) {
        CodeBuilder code = emitter.code;
        boolean isNumber = emitter.numbers.isNumeric(local);
        code.aload(LoopEmitter.FRAME)
                .getfield(Types.FRAME, "slots", Types.OBJECTS)
                .loadConstant(local.slot());
        emitter.loadObject(new Emitter.Temporary(emitter.variable(local), isNumber));
        code.aastore();
    }
}
