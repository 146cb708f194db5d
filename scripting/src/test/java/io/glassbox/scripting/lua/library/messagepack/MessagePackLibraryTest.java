package io.glassbox.scripting.lua.library.messagepack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.scripting.lua.library.LibraryTestCase;
import io.glassbox.scripting.lua.value.LuaString;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class MessagePackLibraryTest extends LibraryTestCase {
    @BeforeEach
    void defineHexadecimal() {
        run("function hex(s) return (s:gsub('.', function(c) return ('%02x'):format(c:byte()) end)) end");
    }

    @Test
    void valuesTakeTheirShortestForm() {
        expect(
                "00, 7f, cc80, cdffff, ce00010000, cf0000000100000000",
                "hex(cmsgpack.pack(0)), hex(cmsgpack.pack(127)),"
                        + " hex(cmsgpack.pack(128)), hex(cmsgpack.pack(65535)), hex(cmsgpack.pack(65536)), hex(cmsgpack.pack(2^32))");
        expect(
                "ff, e0, d0df, d1ff7f, d2ffff7fff, d3ffffffff7fffffff",
                "hex(cmsgpack.pack(-1)), hex(cmsgpack.pack(-32)),"
                        + " hex(cmsgpack.pack(-33)), hex(cmsgpack.pack(-129)), hex(cmsgpack.pack(-32769)), hex(cmsgpack.pack(-2147483649))");
        expect(
                "ca3f000000, cb3fb999999999999a, ca7f800000",
                "hex(cmsgpack.pack(0.5)), hex(cmsgpack.pack(0.1)), hex(cmsgpack.pack(1/0))");
        expect("c0c3c2a161", "hex(cmsgpack.pack(nil, true, false, 'a'))");
        expect(
                "93010203, 81a16101, 90",
                "hex(cmsgpack.pack({1, 2, 3})), hex(cmsgpack.pack({a = 1})), hex(cmsgpack.pack({}))");
        expect("810201", "hex(cmsgpack.pack({[2] = 1}))");
        expect(
                "d920, da0100, db00010000",
                "hex(cmsgpack.pack((' '):rep(32)):sub(1, 2)), hex(cmsgpack.pack((' '):rep(256)):sub(1, 3)),"
                        + " hex(cmsgpack.pack((' '):rep(65536)):sub(1, 5))");
        expectError("bad argument #0 to 'pack' (MessagePack pack needs input.)", "cmsgpack.pack()");
    }

    @Test
    void whatWasPackedIsUnpacked() {
        expect("{1, {a=b}, -5, 0.1}, nil, x", "cmsgpack.unpack(cmsgpack.pack({1, {a = 'b'}, -5, 0.1}, nil, 'x'))");
        expect("1, 1", "cmsgpack.unpack_one('\\1\\2')");
        expect("-1, 2", "cmsgpack.unpack_one('\\1\\2', 1)");
        expect("2, 1, 2", "cmsgpack.unpack_limit('\\1\\2\\3', 2)");
        expect("-1, 2, 3", "cmsgpack.unpack_limit('\\1\\2\\3', 2, 1)");
        expect("0", "select('#', cmsgpack.unpack(''))");
        expect("-1", "cmsgpack.unpack('\\207\\255\\255\\255\\255\\255\\255\\255\\255')");
    }

    @Test
    void whatIsNoMessageIsRefused() {
        expectError("Bad data format in input.", "cmsgpack.unpack('\\193')");
        expectError("Missing bytes in input.", "cmsgpack.unpack('\\205\\1')");
        expectError("Missing bytes in input.", "cmsgpack.unpack('\\221\\255\\255\\255\\255')");
        expectError("Missing bytes in input.", "cmsgpack.unpack('\\219\\255\\255\\255\\255')");
        expect("false, table index is nil", "pcall(cmsgpack.unpack, '\\129\\192\\1')");
        expectError("Start offset 5 greater than input length 1.", "cmsgpack.unpack_one('\\1', 5)");
        expectError("Invalid request to unpack with offset of -5 and limit of 1.", "cmsgpack.unpack_one('\\1', -5)");
        expectError(
                "bad argument #2 to 'unpack_limit' (number expected, got no value)", "cmsgpack.unpack_limit('\\1')");
    }

    @Test
    void nestingIsLimited() throws InterruptedException {
        String circle = "local t = {} t[1] = t return #cmsgpack.pack(t)";
        assertEquals("17", run(circle));
        assertEquals(
                "false, stack overflow (in function mp_decode_to_lua_array)",
                runDeep("return pcall(cmsgpack.unpack, ('\\145'):rep(5000))"));
        expectError(
                "stack overflow (too many return values at once; use unpack_one or unpack_limit instead.)",
                "cmsgpack.unpack(('\\1'):rep(9000))");
    }

    @Test
    void theSafeVariantReturnsErrors() {
        state.globals().set(LuaString.of("safe"), MessagePackLibrary.safeTable());
        expect("nil, Bad data format in input.", "safe.unpack('\\193')");
        expect("1, 2", "safe.unpack('\\1\\2')");
    }
}
