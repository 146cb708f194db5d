package io.glassbox.scripting.lua.interpret;

/** Makes faster code of what is hot, at once or some time later, or never. */
public interface Compiler {
    Compiler NONE = new Compiler() {
        @Override
        public int hotCalls() {
            return Integer.MAX_VALUE;
        }

        @Override
        public int hotTurns() {
            return Integer.MAX_VALUE;
        }

        @Override
        public void compile(FunctionBody body) {}

        @Override
        public void compile(Loop loop, FunctionBody body) {}
    };

    /** The calls after which a function is hot. */
    int hotCalls();

    /** The turns after which a loop is hot. */
    int hotTurns();

    /** Sets the code of the body, if it can. */
    void compile(FunctionBody body);

    /** Sets the compiled form of a loop of the body, if it can. */
    void compile(Loop loop, FunctionBody body);
}
