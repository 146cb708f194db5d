package io.glassbox.scripting.lua.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What was found in the libraries that Redis carries along, and what becomes of it here. */
final class PublishedVulnerabilitiesTest extends LibraryTestCase {
    /** CVE-2015-4335, CVE-2025-46819 in part: bytecode and broken long strings could read and write any memory. */
    @Test
    void programsCannotBeLoadedAsBytecode() {
        expectError("unable to dump given function", "string.dump(loadstring('return 1'))");
        assertTrue(run("return loadstring('\\27Lua')").startsWith("nil, "));
        for (String broken : new String[] {"[[", "[=[", "[==", "[==]", "--[[", "--[==[", "[=[]]", "[===========["}) {
            assertTrue(run("return loadstring('return " + broken + "')").startsWith("nil, "), broken);
        }
    }

    /** CVE-2015-8080, CVE-2020-14147: the size of a number overflowed. */
    @Test
    void sizesInFormatsCannotOverflow() {
        expectError("integral size overflow", "struct.pack('i2147483648', 1)");
        expectError("integral size overflow", "struct.pack('>I2147483648', '10')");
        expectError("integral size overflow", "struct.unpack('c99999999999999999999', 'x')");
        expectError("integral size overflow", "struct.size('!4294967297')");
        expectError("integral size 2147483647 is larger than limit of 32", "struct.pack('i2147483647', 1)");
        expectError("bad argument #2 to 'unpack' (data string too short)", "struct.unpack('c2147483647', 'x')");
    }

    /** CVE-2018-11218: deep or long messages overflowed the stack of Lua. */
    @Test
    void messagesCannotOverflowTheStack() throws InterruptedException {
        for (String part : new String[] {"\\145", "\\129\\1", "\\1", "\\221\\0\\0\\0\\1"}) {
            String unpacked = runDeep("return pcall(cmsgpack.unpack, ('" + part + "'):rep(100000))");
            assertTrue(unpacked.startsWith("false, stack overflow ("), unpacked);
        }
        assertEquals("19", run("local t = {} for i = 1, 100 do t = {t} end return #cmsgpack.pack(t) + 2"));
    }

    /** CVE-2018-11219: positions and sizes were added without a look at the sum. */
    @Test
    void positionsCannotOverflow() {
        expectError("bad argument #2 to 'unpack' (data string too short)", "struct.unpack('I', 'abcd', 2 ^ 62)");
        expectError("bad argument #2 to 'unpack' (data string too short)", "struct.unpack('I', 'abcd', -1)");
        expectError(
                "bad argument #2 to 'unpack' (data string too short)", "struct.unpack('c2147483647', 'abcd', 2 ^ 63)");
        expectError(
                "bad argument #2 to 'unpack' (data string too short)",
                "struct.unpack('>dc0', struct.pack('>d', 1e18))");
        expectError("bad argument #2 to 'unpack' (data string too short)", "struct.unpack('bc0', '\\255')");
    }

    /** CVE-2021-32626: libraries pushed more onto the stack of Lua than it had room for. */
    @Test
    void resultsCannotOverflowTheStack() throws InterruptedException {
        expectError("stack overflow (too many results)", "struct.unpack(('b'):rep(1e6), ('x'):rep(1e6))");
        expectError("stack overflow (string slice too long)", "('x'):rep(1e6):byte(1, -1)");
        String nested = "local t = {} for i = 1, 1e5 do t = {t} end cjson.encode_max_depth(1e9) return cjson.encode(t)";
        assertEquals("test:1: Cannot serialise, excessive nesting (7998)", runDeep(nested));
    }

    /** CVE-2022-0543: a way out to the machine was left in the globals. */
    @Test
    void nothingLeadsOutToTheMachine() {
        expect("nil, nil, nil, nil", "package, require, io, dofile");
        expect("nil, nil, nil, nil", "os.execute, os.remove, os.getenv, debug");
    }

    /** CVE-2024-31449: the most negative number of digits overflowed a buffer. */
    @Test
    void digitsCannotOverflow() {
        expect("FFFFFFFF, FFFFFFFF", "bit.tohex(-1, -2147483648), bit.tohex(-1, 2 ^ 31)");
        expect("ffffffff", "bit.tohex(-1, 2147483647)");
    }

    /** CVE-2025-46817: a range of almost all numbers overflowed when counted. */
    @Test
    void rangesCannotOverflow() {
        expectError("too many results to unpack", "unpack({1, 2, 3}, -2, 2147483647)");
        expectError("too many results to unpack", "unpack({1, 2, 3}, 0, 2147483647)");
        expectError("too many results to unpack", "unpack({1, 2, 3}, -2147483648, 2147483647)");
        expectError(
                "invalid value (nil) at index -2147483648 in table for 'concat'",
                "table.concat({}, '', -2147483648, 2147483647)");
        expect("abc", "('abc'):sub(-2 ^ 63, 2 ^ 62)");
    }
}
