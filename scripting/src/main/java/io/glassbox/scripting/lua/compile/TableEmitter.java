package io.glassbox.scripting.lua.compile;

import io.glassbox.scripting.lua.interpret.Expression;
import io.glassbox.scripting.lua.interpret.TableConstructor;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/** Code for table constructors; does in the same order what {@link TableConstructor#evaluate} does. */
final class TableEmitter {
    private final Emitter emitter;
    private final CodeBuilder code;
    private final ExpressionEmitter expressions;
    private final int table;
    private final List<Emitter.Temporary> held = new ArrayList<>();
    private int stored;

    TableEmitter(Emitter emitter, ExpressionEmitter expressions) {
        this.emitter = emitter;
        this.code = emitter.code;
        this.expressions = expressions;
        this.table = emitter.reserve(false);
    }

    void table(TableConstructor constructor) {
        code.new_(Types.TABLE).dup();
        code.loadConstant(constructor.arraySize()).loadConstant(constructor.hashSize());
        code.invokespecial(Types.TABLE, ConstantDescs.INIT_NAME, MethodTypeDesc.of(Types.VOID, Types.INT, Types.INT));
        code.astore(table);
        List<TableConstructor.Field> fields = constructor.fields();
        for (int i = 0; i < fields.size(); i++) {
            TableConstructor.Field field = fields.get(i);
            Expression key = field.key();
            if (key != null) {
                keyed(constructor, key, field.value());
                continue;
            }
            if (held.size() == TableConstructor.FLUSH) {
                store();
            }
            if (i == fields.size() - 1 && field.value() instanceof Expression.Multiple multiple) {
                storeAll(multiple);
            } else {
                held.add(expressions.temporary(field.value()));
            }
        }
        store();
        code.aload(table);
    }

    private void keyed(TableConstructor constructor, Expression key, Expression value) {
        emitter.constant(constructor, Types.CONSTRUCTOR);
        code.aload(table);
        expressions.object(key);
        expressions.object(value);
        code.invokevirtual(
                Types.CONSTRUCTOR, "setField", MethodTypeDesc.of(Types.VOID, Types.TABLE, Types.OBJECT, Types.OBJECT));
    }

    private void store() {
        if (held.isEmpty()) {
            return;
        }
        int count = held.size();
        code.aload(table);
        loadHeld();
        code.loadConstant(count).loadConstant(stored);
        code.invokestatic(
                Types.CONSTRUCTOR,
                "store",
                MethodTypeDesc.of(Types.INT, Types.TABLE, Types.OBJECTS, Types.INT, Types.INT));
        code.pop();
        stored += count;
    }

    private void storeAll(Expression.Multiple multiple) {
        int result = emitter.reserve(false);
        expressions.all(multiple);
        code.astore(result).aload(table);
        int count = held.size();
        loadHeld();
        code.loadConstant(count).loadConstant(stored).aload(result);
        code.invokestatic(
                Types.CONSTRUCTOR,
                "storeAll",
                MethodTypeDesc.of(Types.VOID, Types.TABLE, Types.OBJECTS, Types.INT, Types.INT, Types.OBJECT));
    }

    private void loadHeld() {
        code.loadConstant(held.size()).anewarray(Types.OBJECT);
        for (int i = 0; i < held.size(); i++) {
            code.dup().loadConstant(i);
            emitter.loadObject(held.get(i));
            code.aastore();
        }
        held.clear();
    }
}
