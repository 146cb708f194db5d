package io.glassbox.scripting.lua.compile;

import io.glassbox.scripting.lua.interpret.Code;
import io.glassbox.scripting.lua.interpret.CompiledLoop;
import io.glassbox.scripting.lua.interpret.Compiler;
import io.glassbox.scripting.lua.interpret.FunctionBody;
import io.glassbox.scripting.lua.interpret.Loop;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Turns what is hot into a hidden class of its own, which is unloaded together with the function or loop. A function becomes a
 * {@link Code}; a loop a {@link CompiledLoop} that takes the slots it uses out of the interpreter's frame and puts them
 * back when it ends. What is too large for the JVM to compile in turn stays with the interpreter, whose inner loops then
 * become hot by themselves.
 */
public final class HotCodeCompiler implements Compiler {
    /** HotSpot leaves larger methods to its own interpreter, which is no faster than ours. */
    private static final int MAX_METHOD_BYTES = 8000;

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final ClassDesc OWNER = ClassDesc.of(HotCodeCompiler.class.getPackageName(), "LuaCode");
    private static final String METHOD = "run";
    private static final byte[] NOTHING = {};
    private static final int HOT_CALLS = 300;
    private static final int HOT_TURNS = 2000;

    private final Executor executor;
    private final int hotCalls;
    private final int hotTurns;

    private HotCodeCompiler(Executor executor, int hotCalls, int hotTurns) {
        this.executor = executor;
        this.hotCalls = hotCalls;
        this.hotTurns = hotTurns;
    }

    /** Works on threads beside, so that no program waits for it. */
    public static Compiler background() {
        return new HotCodeCompiler(
                task -> Thread.ofVirtual().name("lua compiler").start(task), HOT_CALLS, HOT_TURNS);
    }

    /** Compiles all that runs, before its first call or its second turn: for tests. */
    public static Compiler eager() {
        return new HotCodeCompiler(Runnable::run, 1, 1);
    }

    @Override
    public int hotCalls() {
        return hotCalls;
    }

    @Override
    public int hotTurns() {
        return hotTurns;
    }

    @Override
    public void compile(FunctionBody body) {
        executor.execute(() -> {
            Constants constants = new Constants(OWNER);
            FunctionUnit unit = new FunctionUnit(body, constants);
            byte[] bytes = generate(Types.CODE, unit.type(), unit::emit, constants);
            if (bytes.length > 0) {
                body.setCode((Code) instantiate(bytes, constants.data()));
            }
        });
    }

    @Override
    public void compile(Loop loop, FunctionBody body) {
        executor.execute(() -> {
            Constants constants = new Constants(OWNER);
            LoopUnit unit = new LoopUnit(loop, body, constants);
            byte[] bytes = generate(Types.LOOP_CODE, LoopUnit.TYPE, unit::emit, constants);
            if (bytes.length > 0) {
                loop.setCompiled((CompiledLoop) instantiate(bytes, constants.data()));
            }
        });
    }

    /** The class, or nothing if its method is too large. */
    private static byte[] generate(
            ClassDesc superclass, MethodTypeDesc type, Consumer<CodeBuilder> method, Constants constants) {
        ClassFile classFile =
                ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofClassLoading(LOOKUP)));
        byte[] bytes;
        try {
            bytes = classFile.build(OWNER, builder -> {
                builder.withSuperclass(superclass).withFlags(ClassFile.ACC_FINAL);
                builder.withMethodBody(
                        ConstantDescs.INIT_NAME,
                        ConstantDescs.MTD_void,
                        ClassFile.ACC_PUBLIC,
                        code -> code.aload(0)
                                .invokespecial(superclass, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                                .return_());
                builder.withMethodBody(METHOD, type, ClassFile.ACC_PUBLIC, method);
                constants.define(builder);
            });
        } catch (IllegalArgumentException beyondAllLimits) {
            return NOTHING;
        }
        return codeBytes(classFile.parse(bytes)) > MAX_METHOD_BYTES ? NOTHING : bytes;
    }

    private static int codeBytes(ClassModel model) {
        int most = 0;
        for (MethodModel method : model.methods()) {
            if (method.methodName().equalsString(METHOD)) {
                most = method.findAttribute(Attributes.code())
                        .map(CodeAttribute::codeLength)
                        .orElse(0);
            }
        }
        return most;
    }

    private static Object instantiate(byte[] bytes, Object[] data) {
        try {
            MethodHandles.Lookup hidden = LOOKUP.defineHiddenClassWithClassData(bytes, data, true);
            MethodHandle constructor = hidden.findConstructor(hidden.lookupClass(), MethodType.methodType(void.class));
            return constructor.invoke();
        } catch (Throwable broken) {
            throw new IllegalStateException("compiled code was refused", broken);
        }
    }
}
