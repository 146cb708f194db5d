package io.glassbox.scripting.lua.compile;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Objects that compiled code refers to: strings, sites, bodies of functions. They travel as the data of the hidden class, which
 * puts them into static final fields, so that the JVM takes them for constants.
 */
final class Constants {
    private static final ClassDesc OBJECTS = ConstantDescs.CD_Object.arrayType();
    private static final ClassDesc HANDLES = ClassDesc.ofDescriptor(MethodHandles.class.descriptorString());

    private final ClassDesc owner;
    private final IdentityHashMap<Object, Integer> indices = new IdentityHashMap<>();
    private final List<Object> values = new ArrayList<>();
    private final List<ClassDesc> types = new ArrayList<>();

    Constants(ClassDesc owner) {
        this.owner = owner;
    }

    /** Always of the same type for the same object. */
    void load(CodeBuilder code, Object value, ClassDesc type) {
        Integer known = indices.get(value);
        int index = known != null ? known : add(value, type);
        code.getstatic(owner, "c" + index, types.get(index));
    }

    private int add(Object value, ClassDesc type) {
        indices.put(value, values.size());
        values.add(value);
        types.add(type);
        return values.size() - 1;
    }

    Object[] data() {
        return values.toArray();
    }

    /** To be called when all code that loads them has been generated. */
    void define(ClassBuilder builder) {
        int flags = ClassFile.ACC_STATIC | ClassFile.ACC_FINAL | ClassFile.ACC_PRIVATE;
        for (int i = 0; i < values.size(); i++) {
            builder.withField("c" + i, types.get(i), flags);
        }
        builder.withMethodBody(
                ConstantDescs.CLASS_INIT_NAME, ConstantDescs.MTD_void, ClassFile.ACC_STATIC, this::initialize);
    }

    private void initialize(CodeBuilder code) {
        ClassDesc lookup = ConstantDescs.CD_MethodHandles_Lookup;
        code.invokestatic(HANDLES, "lookup", MethodTypeDesc.of(lookup))
                .loadConstant(ConstantDescs.DEFAULT_NAME)
                .loadConstant(OBJECTS)
                .invokestatic(
                        HANDLES,
                        "classData",
                        MethodTypeDesc.of(
                                ConstantDescs.CD_Object, lookup, ConstantDescs.CD_String, ConstantDescs.CD_Class))
                .checkcast(OBJECTS)
                .astore(0);
        for (int i = 0; i < values.size(); i++) {
            code.aload(0).loadConstant(i).aaload().checkcast(types.get(i)).putstatic(owner, "c" + i, types.get(i));
        }
        code.return_();
    }
}
