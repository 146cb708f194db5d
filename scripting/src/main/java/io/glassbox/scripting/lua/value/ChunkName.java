package io.glassbox.scripting.lua.value;

/** How messages show the name of a program. */
public final class ChunkName {
    /** The longest form, with its end mark as C counts it. */
    private static final int MAX_SHOWN = 60;

    private ChunkName() {}

    /** {@code =name} as it is, {@code @file} with its end if too long, and of a text its first line. */
    public static LuaString shortened(LuaString name) {
        int first = name.length() == 0 ? 0 : name.at(0);
        if (first == '=') {
            return name.slice(1, Math.min(name.length(), MAX_SHOWN));
        }
        if (first == '@') {
            int room = MAX_SHOWN - "...".length() - 5;
            int length = name.length() - 1;
            return length > room
                    ? new LuaBuffer()
                            .append("...")
                            .append(name.slice(name.length() - room, name.length()))
                            .toLuaString()
                    : name.slice(1, name.length());
        }
        return ofText(name);
    }

    private static LuaString ofText(LuaString text) {
        int line = 0;
        while (line < text.length() && text.at(line) != '\n' && text.at(line) != '\r') {
            line++;
        }
        int room = MAX_SHOWN - " [string \"...\"] ".length() - 1;
        int shown = Math.min(line, room);
        LuaBuffer out = new LuaBuffer().append("[string \"").append(text.slice(0, shown));
        if (shown < text.length()) {
            out.append("...");
        }
        return out.append("\"]").toLuaString();
    }
}
