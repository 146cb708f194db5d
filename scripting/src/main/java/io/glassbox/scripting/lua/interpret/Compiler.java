package io.glassbox.scripting.lua.interpret;

/** Makes faster code of what is hot, at once or some time later, or never. */
public interface Compiler {
    Compiler NONE = new Compiler() {
        @Override
        public void compile(FunctionBody body) {}

        @Override
        public void compile(Loop loop, FunctionBody body) {}
    };

    void compile(FunctionBody body);

    void compile(Loop loop, FunctionBody body);
}
