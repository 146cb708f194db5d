package io.glassbox.command.declare;

import io.glassbox.engine.acl.RuleCommands;
import io.glassbox.network.protocol.Request;
import io.glassbox.structure.memory.Memory;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The commands of one server by name. Looked up by the bytes of the request without making a String: an open-addressed table of
 * names in lower case.
 */
public final class CommandTable {
    private final Map<String, RegisteredCommand> byName = new LinkedHashMap<>();
    private final Map<String, RegisteredCommand> declared = new LinkedHashMap<>();
    private int count;
    private byte[][] names = new byte[1][];
    private @Nullable RegisteredCommand[] slots = new RegisteredCommand[1];
    private int mask;

    /** Adds commands to those that are there; a container comes before or together with its subcommands. */
    public void add(List<Command> commands) {
        for (Command command : commands) {
            if (!command.isSubcommand()) {
                RegisteredCommand registered = new RegisteredCommand(command, count++, null);
                byName.put(command.name(), registered);
                declared.put(command.name(), registered);
            }
        }
        for (Command command : commands) {
            if (command.isSubcommand()) {
                RegisteredCommand container = byName.get(command.containerName());
                if (container == null) {
                    throw new IllegalArgumentException(command.name() + " has no container");
                }
                container.add(new RegisteredCommand(command, count++, container));
            }
        }
        index();
    }

    /** Gives a command another name, or takes it away with an empty one: {@code rename-command}. False if it is unknown. */
    public boolean rename(String from, String to) {
        RegisteredCommand command = byName.remove(from.toLowerCase(Locale.ROOT));
        if (command == null) {
            return false;
        }
        if (!to.isEmpty()) {
            byName.put(to.toLowerCase(Locale.ROOT), command);
        }
        index();
        return true;
    }

    /** The new names of those that were given one; empty ones for those that were taken away. */
    public Map<String, String> renames() {
        Map<String, String> renames = new LinkedHashMap<>();
        declared.forEach((name, command) -> {
            if (byName.get(name) != command) {
                renames.put(name, "");
            }
        });
        byName.forEach((name, command) -> renames.replace(command.name(), name));
        return renames;
    }

    public Collection<RegisteredCommand> all() {
        return byName.values();
    }

    public int size() {
        return byName.size();
    }

    /** A command by its name, {@code "config|get"} for a subcommand, in any mixture of cases. */
    public @Nullable RegisteredCommand find(String name) {
        int bar = name.indexOf('|');
        RegisteredCommand command = byName.get((bar < 0 ? name : name.substring(0, bar)).toLowerCase(Locale.ROOT));
        return command == null || bar < 0 ? command : command.subcommand(name.substring(bar + 1));
    }

    /** All commands under the names with which they were declared, those included that have been renamed or taken away. */
    public Collection<RegisteredCommand> declared() {
        return declared.values();
    }

    /** The commands as the rules of users speak of them. */
    public RuleCommands forRules() {
        return new DeclaredCommands(declared);
    }

    /** The command that a request names; a container if the request names none of its subcommands. */
    public @Nullable RegisteredCommand find(Request request) {
        RegisteredCommand command = find(request.address(0), request.length(0));
        if (command == null || !command.hasSubcommands() || request.count() < 2) {
            return command;
        }
        String name = new String(
                Memory.toBytes(request.address(1), Math.min(request.length(1), 64)), StandardCharsets.ISO_8859_1);
        RegisteredCommand subcommand = command.subcommand(name);
        return subcommand == null ? command : subcommand;
    }

    private @Nullable RegisteredCommand find(long address, int length) {
        int slot = hash(address, length) & mask;
        for (RegisteredCommand command = slots[slot]; command != null; command = slots[slot]) {
            if (isName(names[slot], address, length)) {
                return command;
            }
            slot = slot + 1 & mask;
        }
        return null;
    }

    private void index() {
        int capacity = Integer.highestOneBit(byName.size() * 4 + 1) << 1;
        mask = capacity - 1;
        names = new byte[capacity][];
        slots = new RegisteredCommand[capacity];
        byName.forEach((name, command) -> {
            byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
            int slot = hash(bytes) & mask;
            while (slots[slot] != null) {
                slot = slot + 1 & mask;
            }
            names[slot] = bytes;
            slots[slot] = command;
        });
    }

    private static boolean isName(byte[] name, long address, int length) {
        if (name.length != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (lower(Memory.getByte(address + i)) != name[i]) {
                return false;
            }
        }
        return true;
    }

    private static int hash(long address, int length) {
        int hash = length;
        for (int i = 0; i < length; i++) {
            hash = hash * 31 + lower(Memory.getByte(address + i));
        }
        return hash ^ hash >>> 15;
    }

    private static int hash(byte[] name) {
        int hash = name.length;
        for (byte b : name) {
            hash = hash * 31 + b;
        }
        return hash ^ hash >>> 15;
    }

    private static int lower(int c) {
        return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
    }
}
