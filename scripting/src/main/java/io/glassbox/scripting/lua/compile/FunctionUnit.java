package io.glassbox.scripting.lua.compile;

import io.glassbox.scripting.lua.interpret.FunctionBody;
import io.glassbox.scripting.lua.interpret.Local;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.MethodTypeDesc;
import java.util.List;

/** The method that a function becomes. */
final class FunctionUnit {
    private static final MethodTypeDesc FEW =
            MethodTypeDesc.of(Types.OBJECT, Types.STATE, Types.CLOSURE, Types.OBJECT, Types.OBJECT, Types.OBJECT);
    private static final MethodTypeDesc MANY =
            MethodTypeDesc.of(Types.OBJECT, Types.STATE, Types.CLOSURE, Types.OBJECTS);
    private static final int FIRST_ARGUMENT = 3;

    private final FunctionBody body;
    private final Constants constants;

    FunctionUnit(FunctionBody body, Constants constants) {
        this.body = body;
        this.constants = constants;
    }

    MethodTypeDesc type() {
        return body.takesFew() ? FEW : MANY;
    }

    void emit(CodeBuilder code) {
        Emitter emitter = new Emitter(code, body, constants);
        StatementEmitter statements = new StatementEmitter(emitter, code::areturn);
        LocalScan scan = new LocalScan();
        scan.block(body.block());
        prepare(emitter, scan);
        if (body.takesFew()) {
            takeFew(emitter);
        } else {
            takeMany(emitter);
        }
        statements.block(body.block());
        emitter.noValues();
        code.areturn();
    }

    /** What every unit begins with: the cells of outer variables, and the count of turns. */
    static void prepare(Emitter emitter, LocalScan scan) {
        CodeBuilder code = emitter.code;
        for (int upvalue : scan.upvalues()) {
            int cell = emitter.reserve(false);
            code.aload(Emitter.SELF)
                    .getfield(Types.CLOSURE, "upvalues", Types.CELLS)
                    .loadConstant(upvalue)
                    .aaload()
                    .astore(cell);
            emitter.cell(upvalue, cell);
        }
        int turns = code.allocateLocal(TypeKind.INT);
        code.loadConstant(CompiledOperations.TURNS).istore(turns);
        emitter.setTurns(turns);
    }

    private void takeFew(Emitter emitter) {
        List<Local> parameters = body.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            emitter.code.aload(FIRST_ARGUMENT + i);
            emitter.declare(parameters.get(i));
        }
    }

    private void takeMany(Emitter emitter) {
        CodeBuilder code = emitter.code;
        List<Local> parameters = body.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            code.aload(FIRST_ARGUMENT).loadConstant(i);
            emitter.compiled("argument", MethodTypeDesc.of(Types.OBJECT, Types.OBJECTS, Types.INT));
            emitter.declare(parameters.get(i));
        }
        if (!body.isVariadic()) {
            return;
        }
        int extra = emitter.reserve(false);
        code.aload(FIRST_ARGUMENT).loadConstant(parameters.size());
        emitter.compiled("extra", MethodTypeDesc.of(Types.OBJECTS, Types.OBJECTS, Types.INT));
        code.astore(extra);
        emitter.setExtra(extra);
        Local argTable = body.argTable();
        if (argTable != null) {
            code.aload(extra).invokestatic(Types.INTERPRETED, "tableOf", MethodTypeDesc.of(Types.TABLE, Types.OBJECTS));
            emitter.declare(argTable);
        }
    }
}
