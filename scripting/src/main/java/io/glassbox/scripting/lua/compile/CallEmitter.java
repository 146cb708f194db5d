package io.glassbox.scripting.lua.compile;

import io.glassbox.scripting.lua.interpret.Call;
import io.glassbox.scripting.lua.interpret.Code;
import io.glassbox.scripting.lua.interpret.Expression;
import io.glassbox.scripting.lua.interpret.MethodCall;
import io.glassbox.scripting.lua.value.Site;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/** Code for calls; leaves the result with all its values on the stack. */
final class CallEmitter {
    private final Emitter emitter;
    private final CodeBuilder code;
    private final ExpressionEmitter expressions;

    CallEmitter(Emitter emitter, ExpressionEmitter expressions) {
        this.emitter = emitter;
        this.code = emitter.code;
        this.expressions = expressions;
    }

    void call(Call call) {
        emitter.state();
        expressions.object(call.callee());
        List<Expression> arguments = call.arguments();
        if (Emitter.isOpen(arguments) || arguments.size() > Code.FEW) {
            expressions.array(arguments);
            invokeMany(call.isTail(), call);
            return;
        }
        arguments.forEach(expressions::object);
        invokeFew(arguments.size(), call.isTail(), call);
    }

    void call(MethodCall call) {
        int object = emitter.reserve(false);
        expressions.object(call.method().object());
        code.astore(object);
        emitter.state();
        emitter.state();
        code.aload(object);
        emitter.constant(call.name(), Types.STRING);
        emitter.site(call.method());
        emitter.compiled(
                "indexS", MethodTypeDesc.of(Types.OBJECT, Types.STATE, Types.OBJECT, Types.STRING, Types.SITE));
        List<Expression> arguments = call.arguments();
        code.aload(object);
        if (Emitter.isOpen(arguments) || arguments.size() >= Code.FEW) {
            expressions.array(arguments);
            emitter.compiled("withSelf", MethodTypeDesc.of(Types.OBJECTS, Types.OBJECT, Types.OBJECTS));
            invokeMany(call.isTail(), call);
            return;
        }
        arguments.forEach(expressions::object);
        invokeFew(arguments.size() + 1, call.isTail(), call);
    }

    private void invokeFew(int count, boolean isTail, Site site) {
        List<ClassDesc> types = new ArrayList<>();
        types.add(Types.STATE);
        for (int i = 0; i <= count; i++) {
            types.add(Types.OBJECT);
        }
        types.add(Types.SITE);
        emitter.site(site);
        code.invokestatic(Types.CALLS, isTail ? "tail" : "call", MethodTypeDesc.of(Types.OBJECT, types));
    }

    private void invokeMany(boolean isTail, Site site) {
        emitter.site(site);
        code.invokestatic(
                Types.CALLS,
                isTail ? "tail" : "call",
                MethodTypeDesc.of(Types.OBJECT, Types.STATE, Types.OBJECT, Types.OBJECTS, Types.SITE));
    }
}
