package io.glassbox.scripting.function;

import io.glassbox.command.call.CommandError;
import io.glassbox.engine.server.Functions;
import io.glassbox.scripting.lua.value.LuaState;
import io.glassbox.scripting.script.Shebang;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The libraries of a server and their functions, which have one space of names. */
public final class Libraries implements Functions {
    static final String NAME_RULE =
            "Library names can only contain letters, numbers, or underscores(_) and must be at least one"
                    + " character long";

    private static final String ENGINE = "lua";
    private static final String NAME = "name=";

    private static final CommandError NO_METADATA = CommandError.of("ERR Missing library metadata");
    private static final CommandError BAD_METADATA = CommandError.of("ERR Invalid library metadata");
    private static final CommandError NO_NAME = CommandError.of("ERR Library name was not given");
    private static final CommandError SECOND_NAME =
            CommandError.of("ERR Invalid metadata value, name argument was given multiple times");
    private static final CommandError BAD_NAME = CommandError.of("ERR " + NAME_RULE);
    private static final CommandError NOT_FOUND = CommandError.of("ERR Library not found");
    private static final CommandError NO_FUNCTIONS = CommandError.of("ERR No functions registered");

    /** What a library or a function takes beside its text, by estimate. */
    private static final long OVERHEAD_BYTES = 128;

    private final Supplier<FunctionInterpreter> interpreters;
    private FunctionInterpreter interpreter;
    private Map<String, Library> byName = new LinkedHashMap<>();

    /** By their names in lower case. */
    private Map<String, LibraryFunction> functions = new LinkedHashMap<>();

    /** {@code interpreters}: makes an empty one. */
    public Libraries(Supplier<FunctionInterpreter> interpreters) {
        this.interpreters = interpreters;
        this.interpreter = interpreters.get();
    }

    FunctionInterpreter interpreter() {
        return interpreter;
    }

    /** Whether this can be the name of a library or a function. */
    static boolean isName(String name) {
        return !name.isEmpty()
                && name.chars()
                        .allMatch(
                                c -> c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_');
    }

    public Collection<Library> all() {
        return byName.values();
    }

    public int functionCount() {
        return functions.size();
    }

    /** The function of this name, in any mixture of cases; null if there is none. */
    public @Nullable LibraryFunction function(String name) {
        return functions.get(name.toLowerCase(Locale.ROOT));
    }

    /** The interpreter that functions run in; it changes when all libraries go. */
    public LuaState state() {
        return interpreter.state();
    }

    /** Takes in a library and returns its name. {@code limited}: it may not take long. Throws what the client is told. */
    public String load(byte[] source, boolean replaces, boolean limited) {
        Library library = make(source, replaces, limited);
        Library old = byName.remove(library.name());
        if (old != null) {
            functions.keySet().removeAll(old.functions().keySet());
        }
        link(library);
        return library.name();
    }

    @Override
    public void load(byte[] source, boolean replaces) {
        load(source, replaces, false);
    }

    private Library make(byte[] source, boolean replaces, boolean limited) {
        if (!Shebang.begins(source)) {
            throw NO_METADATA;
        }
        Shebang line = Shebang.read(source);
        if (line == null || line.words().isEmpty()) {
            throw BAD_METADATA;
        }
        String name = name(line);
        Library old = byName.get(name);
        if (old != null && !replaces) {
            throw CommandError.of("ERR Library '" + name + "' already exists");
        }
        Map<String, LibraryFunction> loaded = interpreter.load(source, line, limited);
        if (loaded.isEmpty()) {
            throw NO_FUNCTIONS;
        }
        for (String function : loaded.keySet()) {
            boolean isOwn = old != null && old.functions().containsKey(function);
            if (functions.containsKey(function) && !isOwn) {
                throw CommandError.of("ERR Function " + loaded.get(function).name() + " already exists");
            }
        }
        return new Library(name, source, loaded);
    }

    private static String name(Shebang line) {
        String name = null;
        List<String> words = line.words();
        for (String word : words.subList(1, words.size())) {
            if (!word.toLowerCase(Locale.ROOT).startsWith(NAME)) {
                throw CommandError.of("ERR Invalid metadata value given: " + word);
            }
            if (name != null) {
                throw SECOND_NAME;
            }
            name = word.substring(NAME.length());
        }
        if (name == null) {
            throw NO_NAME;
        }
        if (!isName(name)) {
            throw BAD_NAME;
        }
        String engine = words.getFirst().substring("#!".length());
        if (!engine.equalsIgnoreCase(ENGINE)) {
            throw CommandError.of("ERR Engine '" + engine + "' not found");
        }
        return name;
    }

    private void link(Library library) {
        byName.put(library.name(), library);
        functions.putAll(library.functions());
    }

    /** FUNCTION DELETE. */
    public void delete(String name) {
        Library library = byName.remove(name);
        if (library == null) {
            throw NOT_FOUND;
        }
        functions.keySet().removeAll(library.functions().keySet());
    }

    @Override
    public List<byte[]> sources() {
        List<byte[]> sources = new ArrayList<>();
        byName.values().forEach(library -> sources.add(library.source()));
        return sources;
    }

    /** All libraries are made beside those that are there, which stay as they are if one of them is none. */
    @Override
    public void restore(List<byte[]> sources, Restoring policy) {
        Libraries restored = new Libraries(() -> interpreter);
        sources.forEach(source -> restored.load(source, false, true));
        if (policy == Restoring.FLUSH) {
            byName = restored.byName;
            functions = restored.functions;
            return;
        }
        Map<String, LibraryFunction> left = new LinkedHashMap<>(functions);
        for (Library library : restored.all()) {
            Library old = byName.get(library.name());
            if (old != null && policy == Restoring.APPEND) {
                throw CommandError.of("ERR Library " + library.name() + " already exists");
            }
            if (old != null) {
                left.keySet().removeAll(old.functions().keySet());
            }
        }
        for (String function : restored.functions.keySet()) {
            if (left.containsKey(function)) {
                throw CommandError.of(
                        "ERR Function " + restored.functions.get(function).name() + " already exists");
            }
        }
        functions = left;
        restored.all().forEach(this::link);
    }

    /** Forgets everything, the interpreter included: nothing stays of what libraries have left in it. */
    @Override
    public void clear() {
        if (!byName.isEmpty()) {
            byName = new LinkedHashMap<>();
            functions = new LinkedHashMap<>();
        }
        interpreter = interpreters.get();
    }

    /** Bytes of sources and names, by estimate. */
    public long bytes() {
        long bytes = 0;
        for (Library library : byName.values()) {
            bytes += library.source().length
                    + OVERHEAD_BYTES * (1 + library.functions().size());
        }
        return bytes;
    }

    /** Bytes of the interpreter, by estimate. */
    public long heapBytes() {
        return interpreter.bytes();
    }
}
