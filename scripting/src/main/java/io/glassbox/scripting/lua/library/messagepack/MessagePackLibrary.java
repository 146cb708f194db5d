package io.glassbox.scripting.lua.library.messagepack;

import io.glassbox.scripting.lua.library.Library;
import io.glassbox.scripting.lua.value.Arguments;
import io.glassbox.scripting.lua.value.LuaError;
import io.glassbox.scripting.lua.value.LuaFunction;
import io.glassbox.scripting.lua.value.LuaState;
import io.glassbox.scripting.lua.value.LuaString;
import io.glassbox.scripting.lua.value.LuaTable;
import io.glassbox.scripting.lua.value.Results;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code cmsgpack} as of version 0.4.0, and its safe variant, whose functions return nil and the error instead of raising it. */
public final class MessagePackLibrary {
    private static final String[] FUNCTIONS = {"pack", "unpack", "unpack_one", "unpack_limit"};

    private MessagePackLibrary() {}

    public static LuaTable table() {
        LuaTable library = new LuaTable();
        Library.define(library, "pack", MessagePackLibrary::pack);
        Library.define(library, "unpack", (state, args) -> unpack(state, args, 0, 0));
        Library.define(library, "unpack_one", (state, args) -> unpack(state, args, 1, Arguments.integer(args, 1, 0)));
        Library.define(library, "unpack_limit", (state, args) -> {
            long limit = Arguments.integer(args, 1);
            return unpack(state, args, limit, Arguments.integer(args, 2, 0));
        });
        library.set(LuaString.of("_NAME"), LuaString.of("cmsgpack"));
        library.set(LuaString.of("_VERSION"), LuaString.of("lua-cmsgpack 0.4.0"));
        library.set(LuaString.of("_COPYRIGHT"), LuaString.of("Copyright (C) 2012, Salvatore Sanfilippo"));
        library.set(LuaString.of("_DESCRIPTION"), LuaString.of("MessagePack C implementation for Lua"));
        return library;
    }

    public static LuaTable safeTable() {
        LuaTable library = table();
        for (String name : FUNCTIONS) {
            if (library.get(LuaString.of(name)) instanceof LuaFunction function) {
                Library.define(library, name, (state, args) -> {
                    LuaState.Outcome outcome = state.protectedCall(function, args);
                    LuaError error = outcome.error();
                    return error == null ? outcome.result() : Results.of(null, error.value());
                });
            }
        }
        return library;
    }

    private static @Nullable Object pack(LuaState state, @Nullable Object[] args) {
        if (args.length == 0) {
            throw LuaError.badArgument(-1, "MessagePack pack needs input.");
        }
        return new MessagePackEncoder(state).encode(args);
    }

    /** Up to {@code limit} values from {@code offset} on, behind the offset of the next; all values alone, if both are 0. */
    private static @Nullable Object unpack(LuaState state, @Nullable Object[] args, long limit, long offset) {
        LuaString input = Arguments.string(args, 0);
        if (offset < 0 || limit < 0) {
            // The length in place of the limit is what programs know this text with.
            throw LuaError.located("Invalid request to unpack with offset of " + (int) offset + " and limit of "
                    + input.length() + ".");
        }
        if (offset > input.length()) {
            throw LuaError.located(
                    "Start offset " + (int) offset + " greater than input length " + input.length() + ".");
        }
        boolean isAll = limit == 0 && offset == 0;
        MessagePackDecoder decoder = new MessagePackDecoder(state, input, (int) offset);
        List<@Nullable Object> values = new ArrayList<>();
        while (decoder.hasMore() && (isAll || values.size() < limit)) {
            values.add(decoder.next(values.size() + 1));
        }
        if (!isAll) {
            Library.requireStack(values.size() + 2L, "in function mp_unpack_full");
            values.addFirst(decoder.hasMore() ? (double) decoder.position() : -1.0);
        }
        return values.toArray();
    }
}
