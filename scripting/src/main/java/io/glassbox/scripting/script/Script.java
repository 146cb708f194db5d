package io.glassbox.scripting.script;

import io.glassbox.command.call.CommandError;
import io.glassbox.scripting.lua.value.LuaFunction;
import java.util.Arrays;
import java.util.List;

/**
 * A script in the cache, ready to run.
 *
 * @param sha the name by which EVALSHA calls it, in lower case
 */
@SuppressWarnings("ArrayRecordComponent") // scripts are compared by identity of their parts, which is right
public record Script(String sha, byte[] source, ScriptFlags flags, LuaFunction program) {
    private static final String FLAGS = "flags=";
    private static final CommandError UNENDED = CommandError.of("ERR Invalid script shebang");
    private static final CommandError NO_ENGINE = CommandError.of("ERR Invalid engine in script shebang");

    /** The program without a first line that is none of it. */
    public byte[] code() {
        return codeOf(source);
    }

    static byte[] codeOf(byte[] source) {
        Shebang line = Shebang.begins(source) ? Shebang.read(source) : null;
        return line == null ? source : Arrays.copyOfRange(source, line.length(), source.length);
    }

    /** What a source says of itself; throws what the client is told if that is no sense. */
    static ScriptFlags flagsOf(byte[] source) {
        if (!Shebang.begins(source)) {
            return ScriptFlags.UNDECLARED;
        }
        Shebang line = Shebang.read(source);
        if (line == null) {
            throw UNENDED;
        }
        List<String> words = line.words();
        if (words.isEmpty()) {
            throw NO_ENGINE;
        }
        if (!words.getFirst().equals("#!lua")) {
            throw CommandError.of("ERR Unexpected engine in script shebang: " + words.getFirst());
        }
        ScriptFlags flags = ScriptFlags.NONE;
        for (String word : words.subList(1, words.size())) {
            if (!word.startsWith(FLAGS)) {
                throw CommandError.of("ERR Unknown lua shebang option: " + word);
            }
            flags = flagsOf(word.substring(FLAGS.length()), flags);
        }
        return flags;
    }

    private static ScriptFlags flagsOf(String list, ScriptFlags before) {
        ScriptFlags flags = before;
        for (String word : list.split(",", -1)) {
            ScriptFlag flag = ScriptFlag.named(word);
            if (flag != null) {
                flags = flags.with(flag);
            } else if (!list.isEmpty()) {
                throw CommandError.of("ERR Unexpected flag in script shebang: " + word);
            }
        }
        return flags;
    }
}
