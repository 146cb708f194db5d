package io.glassbox.scripting.lua.library.structure;

import io.glassbox.scripting.lua.library.LibraryTestCase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class StructureLibraryTest extends LibraryTestCase {
    @BeforeEach
    void defineHexadecimal() {
        run("function hex(s) return (s:gsub('.', function(c) return ('%02x'):format(c:byte()) end)) end");
    }

    @Test
    void integersHaveSizeAndOrder() {
        expect(
                "0102, 0201, 00000001",
                "hex(struct.pack('>H', 258)), hex(struct.pack('<h', 258)), hex(struct.pack('>I', 1))");
        expect(
                "ff, fffe, ffffffffffffffff",
                "hex(struct.pack('b', -1)), hex(struct.pack('>h', -2)), hex(struct.pack('l', -1))");
        expect("ffffffffffffffff0000", "hex(struct.pack('<i10', -1))");
        expect("-2, 65534, 5", "struct.unpack('>hH', '\\255\\254\\255\\254xx')");
    }

    @Test
    void floatsAndStringsAreLaidOutToo() {
        expect("3f800000, 3ff0000000000000", "hex(struct.pack('>f', 1)), hex(struct.pack('>d', 1))");
        expect(
                "61626300, 6162, 616263",
                "hex(struct.pack('s', 'abc')), hex(struct.pack('c2', 'abc')), hex(struct.pack('c0', 'abc'))");
        expect("abc, 5", "struct.unpack('s', 'abc\\0def')");
        expect("abc, 5", "struct.unpack('Bc0', '\\3abcdef')");
        expect("0.5, 1.5, 13", "struct.unpack('>fd', struct.pack('>fd', 0.5, 1.5))");
    }

    @Test
    void alignmentPads() {
        expect("0100000002000000", "hex(struct.pack('<!4bi', 1, 2))");
        expect("8, 5", "struct.size('!4bi'), struct.size('bi')");
        expect("1, 2, 9", "struct.unpack('<!4bi', struct.pack('<!4bi', 1, 2))");
    }

    @Test
    void theSizeOfAStringMayBeSpelled() {
        expect("ab, 4", "struct.unpack('cc0', '2ab')");
    }

    @Test
    void wrongFormatsAndDataAreTold() {
        expectError("bad argument #1 to 'pack' (invalid format option 'y')", "struct.pack('y')");
        expectError("bad argument #2 to 'unpack' (data string too short)", "struct.unpack('I', 'abc')");
        expectError("bad argument #3 to 'unpack' (offset must be 1 or greater)", "struct.unpack('b', 'a', 0)");
        expectError("bad argument #2 to 'unpack' (data string too short)", "struct.unpack('b', 'a', -1)");
        expectError("unfinished string in data", "struct.unpack('s', 'abc')");
        expectError("format 'c0' needs a previous size", "struct.unpack('c0', 'abc')");
        expectError("format 'c0' needs a previous size", "struct.unpack('cc0', 'abc')");
        expectError("alignment 3 is not a power of 2", "struct.pack('!3')");
        expectError("integral size 33 is larger than limit of 32", "struct.pack('i33', 1)");
        expectError("integral size overflow", "struct.pack('i2147483648', 1)");
        expectError("bad argument #3 to 'pack' (string too short)", "struct.pack('c5', 'abc')");
        expectError("bad argument #1 to 'size' (option 's' has no fixed size)", "struct.size('s')");
        expectError("bad argument #1 to 'size' (option 'c0' has no fixed size)", "struct.size('c0')");
        expectError("stack overflow (too many results)", "struct.unpack(('b'):rep(9000), ('x'):rep(9000))");
    }
}
