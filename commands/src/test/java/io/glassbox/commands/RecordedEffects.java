package io.glassbox.commands;

import io.glassbox.command.execute.EffectLog;
import io.glassbox.engine.change.Effects;
import io.glassbox.network.protocol.Request;
import io.glassbox.structure.memory.Memory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What replicas would be told, a line for each command: its database and its words. Brackets stand around transactions. */
public final class RecordedEffects implements EffectLog {
    private final List<String> lines = new ArrayList<>();

    /** Everything since the last look. */
    public List<String> take() {
        List<String> taken = List.copyOf(lines);
        lines.clear();
        return taken;
    }

    @Override
    public void append(int database, Request request, Effects effects) {
        appendDeletions(effects.preceding());
        if (!effects.isReplaced()) {
            List<byte[]> words = new ArrayList<>();
            for (int i = 0; i < request.count(); i++) {
                words.add(Memory.toBytes(request.address(i), request.length(i)));
            }
            add(database, words);
        }
        for (byte[][] command : effects.commands()) {
            add(database, List.of(command));
        }
    }

    @Override
    public void appendDeletions(List<Effects.Effect> deletions) {
        for (Effects.Effect deletion : deletions) {
            add(deletion.database(), deletion.arguments());
        }
    }

    @Override
    public void begin() {
        lines.add("[");
    }

    @Override
    public void end() {
        lines.add("]");
    }

    private void add(int database, List<byte[]> words) {
        StringBuilder line = new StringBuilder().append(database).append(':');
        for (byte[] word : words) {
            line.append(' ').append(new String(word, StandardCharsets.ISO_8859_1));
        }
        lines.add(line.toString());
    }
}
