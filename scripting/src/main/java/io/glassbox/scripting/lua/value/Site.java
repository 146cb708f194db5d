package io.glassbox.scripting.lua.value;

import org.jspecify.annotations.Nullable;

/** A place in the text of a program, for the errors that happen there. */
public interface Site {
    /** Of no program: what functions in Java do has neither position nor names. */
    Site NATIVE = new Site() {
        @Override
        public LuaString source() {
            return LuaString.of("=[C]");
        }

        @Override
        public int line() {
            return 0;
        }

        @Override
        public @Nullable Variable operand(int index) {
            return null;
        }
    };

    /** What an operand is called in the program: kind is global, local, upvalue, field or method. */
    record Variable(String kind, LuaString name) {}

    /** The name under which the program was loaded, with its first character = or @ as given. */
    LuaString source();

    /** From 1; 0 outside of programs. */
    int line();

    /** The name of an operand, from 0; of a call, operand 0 is the called. Null if it is no plain variable. */
    @Nullable
    Variable operand(int index);

    /** The same place, where what is called or operated on is no variable of the program. */
    default Site unnamed() {
        return new Unnamed(this);
    }

    /** Keeps the names of another place to itself. */
    record Unnamed(Site site) implements Site {
        @Override
        public LuaString source() {
            return site.source();
        }

        @Override
        public int line() {
            return site.line();
        }

        @Override
        public @Nullable Variable operand(int index) {
            return null;
        }
    }

    /** {@code source:line: }, or nothing outside of programs. */
    default LuaString position() {
        return line() == 0
                ? LuaString.EMPTY
                : new LuaBuffer()
                        .append(ChunkName.shortened(source()))
                        .append(":" + line() + ": ")
                        .toLuaString();
    }
}
