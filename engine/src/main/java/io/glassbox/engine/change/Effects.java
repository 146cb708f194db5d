package io.glassbox.engine.change;

import io.glassbox.structure.memory.ByteView;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What goes to replicas and into the append-only file for the running command, where that is not the command as it was sent:
 * absolute times for relative ones, DEL for a key found expired, the chosen members for random ones.
 *
 * <p>A handler asks {@link #isWanted} first: with no replica and no file nothing is recorded, and a rewrite costs nothing.
 */
public final class Effects {
    private final List<byte[][]> commands = new ArrayList<>();
    private final List<Effect> preceding = new ArrayList<>();
    private boolean wanted;
    private boolean replaced;
    private boolean forced;
    private boolean forFile = true;
    private boolean forReplicas = true;

    /** A command for one database. */
    public record Effect(int database, List<byte[]> arguments) {}

    /** Whether anybody reads the stream of effects. */
    public boolean isWanted() {
        return wanted;
    }

    public void want(boolean on) {
        wanted = on;
    }

    /** Says that the running command has the effect of this one instead; repeated calls add further commands. */
    public void instead(byte[]... arguments) {
        if (wanted) {
            replaced = true;
            commands.add(arguments);
        }
    }

    /** The same, for a name and arguments that are at hand as views. */
    public void instead(String name, ByteView... arguments) {
        if (!wanted) {
            return;
        }
        byte[][] copy = new byte[arguments.length + 1][];
        copy[0] = name.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < arguments.length; i++) {
            copy[i + 1] = arguments[i].toBytes();
        }
        instead(copy);
    }

    /**
     * Adds an effect that comes before whatever the running command does, and apart from it: the deletion of a key whose time
     * has come. Also used between commands.
     */
    public void before(int database, String name, ByteView key) {
        if (wanted) {
            before(database, List.of(name.getBytes(StandardCharsets.US_ASCII), key.toBytes()));
        }
    }

    /** The same for a command of any arguments. */
    public void before(int database, List<byte[]> arguments) {
        if (wanted) {
            preceding.add(new Effect(database, arguments));
        }
    }

    public List<Effect> preceding() {
        return preceding;
    }

    /** Says that the running command is to be told even if nothing changed: FLUSHALL of an empty server. */
    public void force() {
        forced = wanted;
    }

    public boolean isForced() {
        return forced;
    }

    /** Says that the running command has no effect to be told. */
    public void none() {
        replaced = true;
    }

    public boolean isReplaced() {
        return replaced;
    }

    /** Says who is told of what commands do from now on: a script may keep it from some. Until it is said otherwise. */
    public void tell(boolean file, boolean replicas) {
        forFile = file;
        forReplicas = replicas;
    }

    public boolean isForFile() {
        return forFile;
    }

    public boolean isForReplicas() {
        return forReplicas;
    }

    public List<byte[][]> commands() {
        return commands;
    }

    public void clear() {
        commands.clear();
        preceding.clear();
        replaced = false;
        forced = false;
    }
}
