package io.glassbox.scripting.lua.library.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.scripting.lua.library.LibraryTestCase;
import org.junit.jupiter.api.Test;

final class JsonLibraryTest extends LibraryTestCase {
    @Test
    void valuesBecomeTexts() {
        expect("[1,2.5,\"x\",true,null]", "cjson.encode({1, 2.5, 'x', true, cjson.null})");
        expect("{\"a\":{\"b\":{}}}", "cjson.encode({a = {b = {}}})");
        expect("[1,null,3]", "cjson.encode({1, nil, 3})");
        expect("{\"1.5\":1}", "cjson.encode({[1.5] = 1})");
        expect(
                "\"\\\"\\\\\\/\\b\\t\\n\\f\\r\\u0000\\u001f\\u007f\u00e9\"",
                "cjson.encode('\"\\\\/\\b\\t\\n\\f\\r\\0\\31\\127\u00e9')");
        expect(
                "1e+15, 0.1, 1.2345678901235e+17",
                "cjson.encode(1e15), cjson.encode(0.1), cjson.encode(123456789012345678)");
        expectError("Cannot serialise function: type not supported", "cjson.encode(pcall)");
        expectError("Cannot serialise boolean: table key must be a number or string", "cjson.encode({[true] = 1})");
        expectError("Cannot serialise number: must not be NaN or Inf", "cjson.encode({1/0})");
        expectError("Cannot serialise table: excessively sparse array", "cjson.encode({[100] = 1})");
        expectError("bad argument #1 to 'encode' (expected 1 argument)", "cjson.encode()");
    }

    @Test
    void textsBecomeValues() {
        expect("{1, 2.5, x, true, userdata: (nil)}", "cjson.decode(' [1, 2.5, \"x\",true , null]')");
        expect("{a={b={}}}", "cjson.decode('{\"a\" : {\"b\":[]}}')");
        expect("true", "cjson.decode('null') == cjson.null");
        expect(
                "A\u00c3\u00a9\u00e2\u0082\u00ac\u00f0\u009f\u0098\u0080",
                "cjson.decode([[\"\\u0041\\u00e9\\u20ac\\ud83d\\ude00\"]])");
        expect(
                "-0, 100000, 16, inf",
                "cjson.decode('-0'), cjson.decode('1e5'), cjson.decode('0x10'), cjson.decode('1e999')");
        expect("12", "cjson.decode('12\\0garbage')");
    }

    @Test
    void whatIsNoJsonIsToldWithItsPlace() {
        expectDecodeError("Expected value but found invalid token at character 1", "x");
        expectDecodeError("Expected value but found T_END at character 1", "");
        expectDecodeError("Expected value but found T_END at character 4", "[1,");
        expectDecodeError("Expected value but found T_ARR_END at character 4", "[1,]");
        expectDecodeError("Expected comma or array end but found T_NUMBER at character 4", "[1 2]");
        expectDecodeError("Expected object key string but found T_NUMBER at character 2", "{1}");
        expectDecodeError("Expected object key string but found T_OBJ_END at character 8", "{\"a\":1,}");
        expectDecodeError("Expected colon but found T_COMMA at character 5", "{\"a\",1}");
        expectDecodeError("Expected comma or object end but found T_STRING at character 8", "{\"a\":1 \"b\"}");
        expectDecodeError("Expected the end but found T_NUMBER at character 3", "1 2");
        expectDecodeError("Expected value but found invalid escape code at character 2", "\"\\\\x\"");
        expectDecodeError("Expected value but found invalid unicode escape code at character 2", "\"\\\\ud800\"");
        expectDecodeError("Expected value but found unexpected end of string at character 3", "\"a");
        expectDecodeError("Expected value but found invalid number at character 1", "-");
        expectDecodeError("JSON parser does not support UTF-16 or UTF-32", "\\0[");
    }

    @Test
    void nestingIsLimited() throws InterruptedException {
        expectDecodeError("Found too many nested data structures (1001) at character 1001", "[".repeat(1001));
        expectDecodeError("Found too many nested data structures (1001) at character 5001", "{\"a\":".repeat(1001));
        String deep = "local t = {} for i = 1, 1000 do t = {t} end return pcall(cjson.encode, t)";
        assertEquals("false, Cannot serialise, excessive nesting (1001)", run(deep));
        String circle = "local t = {} t.t = t cjson.encode_max_depth(1e9) return pcall(cjson.encode, t)";
        assertEquals("false, Cannot serialise, excessive nesting (4000)", runDeep(circle));
        String brackets = "cjson.decode_max_depth(1e9) return pcall(cjson.decode, ('['):rep(100000))";
        assertEquals("false, Found too many nested data structures (7999) at character 7999", runDeep(brackets));
    }

    @Test
    void settingsAreReturnedAndOfOneLibrary() {
        expect(
                "1000, 1000, 14, true, false, true",
                "cjson.encode_max_depth(), cjson.decode_max_depth(),"
                        + " cjson.encode_number_precision(), cjson.encode_keep_buffer(), cjson.encode_invalid_numbers(),"
                        + " cjson.decode_invalid_numbers()");
        expect("false, 2, 10", "cjson.encode_sparse_array()");
        expect("true, 0, 5", "cjson.encode_sparse_array(true, 0, 5)");
        expect(
                "3, 3.14, 3.1415926535898",
                "cjson.encode_number_precision(3), cjson.encode(math.pi), cjson.new().encode(math.pi)");
        expect(
                "null, null, nan, [inf,-inf]",
                "cjson.encode_invalid_numbers('null'), cjson.encode(0/0),"
                        + " (cjson.encode_invalid_numbers(true) and cjson.encode(0/0)), cjson.encode({1/0, -1/0})");
        expect("{\"100\":1}", "cjson.encode_sparse_array('on', 2, 10) and cjson.encode({[100] = 1})");
        expectError(
                "Expected value but found invalid number at character 1",
                "cjson.decode_invalid_numbers(false) or cjson.decode('0x10')");
        expectError(
                "bad argument #1 to 'encode_max_depth' (expected integer between 1 and 2147483647)",
                "cjson.encode_max_depth(0)");
        expectError("bad argument #1 to 'encode_keep_buffer' (invalid option 'x')", "cjson.encode_keep_buffer('x')");
        expectError("bad argument #2 to 'decode_max_depth' (found too many arguments)", "cjson.decode_max_depth(1, 2)");
        expect("cjson, 2.1.0", "cjson._NAME, cjson._VERSION");
    }

    @Test
    void emptyArraysStayArraysIfAskedFor() {
        expect("{}", "cjson.encode(cjson.decode('[]'))");
        expect("[]", "cjson.decode_array_with_array_mt(true) and cjson.encode(cjson.decode('[]'))");
        expect("{}", "cjson.encode({})");
    }

    private void expectDecodeError(String message, String text) {
        expectError(message, "cjson.decode('" + text + "')");
    }
}
