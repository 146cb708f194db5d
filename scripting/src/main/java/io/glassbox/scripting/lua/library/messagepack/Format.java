package io.glassbox.scripting.lua.library.messagepack;

/** The first bytes of values in MessagePack. The fixed ones have a length or count in their low bits. */
final class Format {
    static final int FIXED_MAP = 0x80;
    static final int FIXED_ARRAY = 0x90;
    static final int FIXED_STRING = 0xA0;
    static final int NIL = 0xC0;
    static final int FALSE = 0xC2;
    static final int TRUE = 0xC3;
    static final int FLOAT = 0xCA;
    static final int DOUBLE = 0xCB;
    static final int UNSIGNED_8 = 0xCC;
    static final int UNSIGNED_16 = 0xCD;
    static final int UNSIGNED_32 = 0xCE;
    static final int UNSIGNED_64 = 0xCF;
    static final int SIGNED_8 = 0xD0;
    static final int SIGNED_16 = 0xD1;
    static final int SIGNED_32 = 0xD2;
    static final int SIGNED_64 = 0xD3;
    static final int STRING_8 = 0xD9;
    static final int STRING_16 = 0xDA;
    static final int STRING_32 = 0xDB;
    static final int ARRAY_16 = 0xDC;
    static final int ARRAY_32 = 0xDD;
    static final int MAP_16 = 0xDE;
    static final int MAP_32 = 0xDF;

    private Format() {}
}
