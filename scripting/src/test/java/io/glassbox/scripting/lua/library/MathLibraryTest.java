package io.glassbox.scripting.lua.library;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class MathLibraryTest extends LibraryTestCase {
    @Test
    void functionsAreThoseOfC() {
        expect("3, 4, -4", "math.floor(3.7), math.ceil(3.2), math.floor(-3.5)");
        expect("1, 0.5", "math.modf(1.5)");
        expect("-1, -0.5", "math.modf(-1.5)");
        expect("inf, 0", "math.modf(1/0)");
        expect("0.75, 2", "math.frexp(3)");
        expect("0.5, -1073", "math.frexp(5e-324)");
        expect("12", "math.ldexp(0.75, 4)");
        expect("-1, -1", "math.fmod(-7, 3), math.mod(-7, 3)");
        expect("8, 1, 1", "math.pow(2, 3), math.pow(1, 0/0), math.pow(-1, 1/0)");
        expect("3, 1", "math.max(1, 3, 2), math.min(2, 1)");
        expect("180, 3.1415926535898", "math.deg(math.pi), math.rad(180)");
        expect("2, 1.4142135623731", "math.log10(100), math.sqrt(2)");
        expect("-nan, -nan, -nan", "math.sqrt(-1), math.fmod(1, 0), math.log(-1)");
        expect("inf, 0.78539816339745", "math.huge, math.atan2(1, 1)");
        expectError("bad argument #1 to 'max' (number expected, got no value)", "math.max()");
        expectError("bad argument #2 to 'pow' (number expected, got no value)", "math.pow('x')");
    }

    @Test
    void randomNumbersAreThoseOfANewServer() {
        expect("396465", "math.random(1, 1000000)");
        expect("0.84048536971234", "math.random()");
        expect("2", "math.random(5)");
        assertEquals("170829", run("math.randomseed(0) return math.random(1, 1000000)"));
        expect("-5", "math.random(-5, -5)");
        expectError("bad argument #1 to 'random' (interval is empty)", "math.random(0)");
        expectError("bad argument #2 to 'random' (interval is empty)", "math.random(2, 1)");
        expectError("wrong number of arguments", "math.random(1, 2, 3)");
    }

    @Test
    void bitsAreSigned() {
        expect("-1, 0, -2147483648", "bit.tobit(2^32 - 1), bit.tobit(2^32), bit.tobit(2^31)");
        expect("8, 15, 7, -1", "bit.band(12, 10), bit.bor(12, 11), bit.bxor(12, 11), bit.bnot(0)");
        expect("256, 1, -1", "bit.lshift(1, 40), bit.rshift(-1, 31), bit.arshift(-1, 5)");
        expect("1, -2147483648", "bit.rol(2 ^ 31, 1), bit.ror(1, 1)");
        expect("2018915346", "bit.bswap(0x12345678)");
        expect("ff, FF, 000000ff, ", "bit.tohex(255, 2), bit.tohex(255, -2), bit.tohex(255), bit.tohex(1, 0)");
        expectError("bad argument #1 to 'band' (number expected, got no value)", "bit.band()");
        expectError("bad argument #2 to 'bor' (number expected, got string)", "bit.bor(1, 'x')");
    }

    @Test
    void theClockIsTheOneGiven() {
        expect("1.5", "os.clock()");
        expect("nil", "os.execute");
    }
}
