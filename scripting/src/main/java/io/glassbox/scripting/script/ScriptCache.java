package io.glassbox.scripting.script;

import io.glassbox.command.call.CommandError;
import io.glassbox.scripting.lua.value.LuaError;
import io.glassbox.scripting.lua.value.LuaFunction;
import io.glassbox.scripting.lua.value.LuaString;
import io.glassbox.structure.hash.ByteMap;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The scripts of a server by their names and by their sources: EVAL finds a script that it has run before without summing its
 * source again. What SCRIPT LOAD brings stays until a flush; of what only EVAL has brought, the last used stay.
 */
public final class ScriptCache implements AutoCloseable {
    /** Clients that build their scripts instead of giving them arguments would fill memory otherwise. */
    private static final int MOST_EVALUATED = 500;

    private static final LuaString CHUNK = LuaString.of("@user_script");

    /** What a script takes beside its source, by estimate. */
    private static final int OVERHEAD_BYTES = 256;

    private final ByteMap<Script> bySha;
    private final ByteMap<Script> bySource;

    /** Those that EVAL brought, the longest unused first. */
    private final Map<Script, Script> evaluated = new LinkedHashMap<>(16, 0.75f, true);

    /** The one used last: each EVAL looks twice, and most of them for the script of the one before. */
    private @Nullable Script last;

    private final ByteView view = new ByteView();
    private final Slabs slabs;
    private Interpreter interpreter;
    private long bytes;
    private long evictions;

    /** Where a script comes from. */
    public enum Origin {
        EVAL,
        LOAD
    }

    public ScriptCache(Slabs slabs, Interpreter interpreter) {
        this.slabs = slabs;
        this.interpreter = interpreter;
        this.bySha = new ByteMap<>(slabs);
        this.bySource = new ByteMap<>(slabs);
    }

    /** The script of this name, in any mixture of cases; null if there is none. */
    public @Nullable Script named(ByteView sha) {
        if (sha.length() != Sha1.HEX_LENGTH) {
            return null;
        }
        Script script = bySha.get(sha);
        return script == null ? used(inLowerCase(sha)) : used(script);
    }

    /** Names are in lower case; a client that spells one otherwise is rare. */
    private @Nullable Script inLowerCase(ByteView sha) {
        return withView(sha.toLatin1().toLowerCase(Locale.ROOT), bySha::get);
    }

    /** The script of this source; null if it has not been seen. */
    public @Nullable Script find(ByteView source) {
        Script script = last;
        boolean isSame = script != null && source.sameBytes(script.source());
        return isSame ? script : used(bySource.get(source));
    }

    private @Nullable Script used(@Nullable Script script) {
        if (script != null) {
            evaluated.get(script);
            last = script;
        }
        return script;
    }

    /** The script of this source, made if there is none; throws what the client is told if that cannot be. */
    public Script load(ByteView source, Origin origin) {
        Script script = find(source);
        if (script == null) {
            script = compile(source.toBytes());
            add(script, source);
            if (origin == Origin.EVAL) {
                evictBefore(script);
            }
        } else if (origin == Origin.LOAD) {
            evaluated.remove(script);
        }
        return script;
    }

    private Script compile(byte[] source) {
        ScriptFlags flags = Script.flagsOf(source);
        LuaFunction program;
        try {
            program = interpreter.compile(LuaString.wrap(Script.codeOf(source)), CHUNK);
        } catch (LuaError error) {
            throw CommandError.of("ERR Error compiling script (new function): " + error.getMessage());
        }
        return new Script(Sha1.hex(source), source, flags, program);
    }

    private void add(Script script, ByteView source) {
        bySource.getOrAdd(source, name -> script);
        withView(script.sha(), sha -> bySha.getOrAdd(sha, name -> script));
        bytes += bytesOf(script);
    }

    private void evictBefore(Script script) {
        if (evaluated.size() == MOST_EVALUATED) {
            Script oldest = evaluated.keySet().iterator().next();
            evaluated.remove(oldest);
            remove(oldest);
            evictions++;
        }
        evaluated.put(script, script);
        last = script;
    }

    private void remove(Script script) {
        last = null;
        withView(script.sha(), sha -> {
            bySha.remove(sha);
            return script;
        });
        withView(new String(script.source(), StandardCharsets.ISO_8859_1), source -> {
            bySource.remove(source);
            return script;
        });
        bytes -= bytesOf(script);
    }

    private @Nullable Script withView(String latin1, Function<ByteView, @Nullable Script> action) {
        byte[] bytes = latin1.getBytes(StandardCharsets.ISO_8859_1);
        long copy = slabs.allocate(Math.max(1, bytes.length));
        Memory.copyIn(bytes, 0, copy, bytes.length);
        Script found = action.apply(view.set(copy, bytes.length));
        slabs.free(copy);
        return found;
    }

    /** What the flags of a source are that has not been seen; of one that makes no sense, as if it had none. */
    public ScriptFlags flagsOf(ByteView source) {
        boolean declares = source.length() > 2 && source.byteAt(0) == '#' && source.byteAt(1) == '!';
        if (!declares) {
            return ScriptFlags.UNDECLARED;
        }
        try {
            return Script.flagsOf(source.toBytes());
        } catch (CommandError nonsense) {
            return ScriptFlags.UNDECLARED;
        }
    }

    /** What the scripts run in. */
    public Interpreter interpreter() {
        return interpreter;
    }

    /** Forgets all scripts; those to come run in this interpreter. */
    public void flush(Interpreter next) {
        List<Script> all = new ArrayList<>();
        bySha.forEach((sha, script) -> all.add(script));
        all.forEach(this::remove);
        evaluated.clear();
        interpreter = next;
    }

    public int size() {
        return bySha.size();
    }

    public long evictions() {
        return evictions;
    }

    /** CONFIG RESETSTAT. */
    public void resetEvictions() {
        evictions = 0;
    }

    /** Bytes of sources and names. */
    public long bytes() {
        return bytes;
    }

    private static long bytesOf(Script script) {
        return (long) script.source().length + OVERHEAD_BYTES;
    }

    @Override
    public void close() {
        bySha.close();
        bySource.close();
    }
}
