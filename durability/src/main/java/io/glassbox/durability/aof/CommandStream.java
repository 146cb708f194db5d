package io.glassbox.durability.aof;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.glassbox.command.execute.EffectLog;
import io.glassbox.engine.change.Effects;
import io.glassbox.engine.clock.CommandClock;
import io.glassbox.network.protocol.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns effects into the stream of commands that repeats them: SELECT where the database changes, MULTI and EXEC around what
 * belongs together. Whether it needs them shows only with its second command, so MULTI is put in front then.
 */
final class CommandStream implements EffectLog {
    private static final int NO_DATABASE = -1;
    private static final byte[] SELECT = "SELECT".getBytes(US_ASCII);
    private static final byte[] MULTI = "*1\r\n$5\r\nMULTI\r\n".getBytes(US_ASCII);
    private static final byte[] EXEC = "*1\r\n$4\r\nEXEC\r\n".getBytes(US_ASCII);

    private final CommandBuffer out;
    private final CommandClock clock;
    private boolean timed;
    private long lastSecond;
    private int selected = NO_DATABASE;
    private int depth;
    private int commands;
    /** Where the first command of the frame begins, in bytes since the start. */
    private long frameStart;

    private long total;

    private @Nullable Runnable whenWhole;

    CommandStream(CommandBuffer out, CommandClock clock) {
        this.out = out;
        this.clock = clock;
    }

    /** Whether the stream tells times, so that it can be cut at one later. */
    void time(boolean on) {
        timed = on;
    }

    /** Another file begins: it has to say for itself which database is meant, and what time it is. */
    void restart() {
        selected = NO_DATABASE;
        lastSecond = 0;
    }

    /** Bytes since the server started. */
    long total() {
        return total + out.length();
    }

    /** To be told before bytes are taken from the buffer. */
    void taken(long bytes) {
        total += bytes;
    }

    @Override
    public void append(int database, Request request, Effects effects) {
        begin();
        deletions(effects.preceding());
        if (effects.isForFile()) {
            effects(database, request, effects);
        }
        end();
    }

    private void effects(int database, Request request, Effects effects) {
        if (!effects.isReplaced()) {
            head(database);
            out.command(request.count());
            for (int i = 0; i < request.count(); i++) {
                out.word(request.address(i), request.length(i));
            }
        }
        List<byte[][]> instead = effects.commands();
        for (int i = 0; i < instead.size(); i++) {
            byte[][] words = instead.get(i);
            head(database);
            out.command(words.length);
            for (byte[] word : words) {
                out.word(word);
            }
        }
    }

    @Override
    public void appendDeletions(List<Effects.Effect> deletions) {
        for (int i = 0; i < deletions.size(); i++) {
            begin();
            deletion(deletions.get(i));
            end();
        }
    }

    private void deletions(List<Effects.Effect> deletions) {
        for (int i = 0; i < deletions.size(); i++) {
            deletion(deletions.get(i));
        }
    }

    private void deletion(Effects.Effect deletion) {
        List<byte[]> words = deletion.arguments();
        head(deletion.database());
        out.command(words.size());
        for (int i = 0; i < words.size(); i++) {
            out.word(words.get(i));
        }
    }

    @Override
    public void begin() {
        if (depth++ == 0) {
            commands = 0;
        }
    }

    @Override
    public void end() {
        if (--depth > 0) {
            return;
        }
        if (commands > 1) {
            out.raw(EXEC);
        }
        Runnable task = whenWhole;
        if (task != null) {
            whenWhole = null;
            task.run();
        }
    }

    /** Has something done where the stream can be cut: at the end of what belongs together. */
    void whenWhole(Runnable task) {
        whenWhole = task;
    }

    /** Of the bytes that wait, those before a whole that has not come to its end: what may be written. */
    long wholeBytes() {
        return depth > 0 && commands > 0 ? frameStart - total : out.length();
    }

    /** Ends what belongs together here, although more may come: nothing of that will be written. */
    void cut() {
        if (depth > 0 && commands > 1) {
            out.raw(EXEC);
        }
        commands = 0;
    }

    /** What comes before a command. */
    private void head(int database) {
        if (commands == 0) {
            tellTime();
        } else if (commands == 1) {
            out.insert(total() - frameStart, MULTI);
        }
        if (database != selected) {
            out.command(2);
            out.word(SELECT);
            out.word(database);
            selected = database;
        }
        if (commands++ == 0) {
            frameStart = total();
        }
    }

    private void tellTime() {
        long second = clock.unixSeconds();
        if (timed && second > lastSecond) {
            out.note("#TS:", second);
            lastSecond = second;
        }
    }
}
