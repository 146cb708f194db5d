package io.glassbox.scripting.lua.library.json;

/** What a JSON text is made of, with the names that error messages use. */
enum JsonToken {
    OBJECT_BEGIN("T_OBJ_BEGIN"),
    OBJECT_END("T_OBJ_END"),
    ARRAY_BEGIN("T_ARR_BEGIN"),
    ARRAY_END("T_ARR_END"),
    STRING("T_STRING"),
    NUMBER("T_NUMBER"),
    TRUE("T_BOOLEAN"),
    FALSE("T_BOOLEAN"),
    NULL("T_NULL"),
    COLON("T_COLON"),
    COMMA("T_COMMA"),
    END("T_END"),
    ERROR("T_ERROR");

    private final String label;

    JsonToken(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
