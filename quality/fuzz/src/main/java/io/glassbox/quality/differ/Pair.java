package io.glassbox.quality.differ;

import io.glassbox.quality.testkit.RedisServer;
import io.glassbox.quality.testkit.Reply;
import io.glassbox.quality.testkit.RespClient;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** The two servers, each behind a connection. */
final class Pair implements AutoCloseable {
    private static final int PIPELINE = 250;

    /** What the two said to one call. */
    record Said(Reply ours, Reply theirs) {}

    private final RespClient ours;
    private final RedisServer redis;
    private final Consumer<String> notes;
    private RespClient theirs;

    /** {@code notes}: takes what redis-server itself does wrong. */
    Pair(RespClient ours, RedisServer redis, Consumer<String> notes) {
        this.ours = ours;
        this.redis = redis;
        this.theirs = redis.connect();
        this.notes = notes;
    }

    /** Back to no data and no state of the connections. */
    void begin() {
        say(Call.of("RESET"));
        say(Call.of("FLUSHALL"));
    }

    Said say(Call call) {
        return say(List.of(call)).getFirst();
    }

    /** Sends all calls to both and returns what they said, as far as redis-server's replies can be read. */
    List<Said> say(List<Call> calls) {
        List<Said> said = new ArrayList<>(calls.size());
        for (int from = 0; from < calls.size(); from += PIPELINE) {
            List<Call> part = calls.subList(from, Math.min(calls.size(), from + PIPELINE));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            part.forEach(call -> bytes.writeBytes(call.bytes()));
            theirs.sendRaw(bytes.toByteArray());
            ours.sendRaw(bytes.toByteArray());
            List<Reply> answers = ours.read(part.size());
            for (int i = 0; i < answers.size(); i++) {
                try {
                    said.add(new Said(answers.get(i), theirs.read()));
                } catch (AssertionError unreadable) {
                    notes.accept("redis-server answers " + part.get(i) + " with a " + unreadable.getMessage());
                    theirs.close();
                    theirs = redis.connect();
                    return said;
                }
            }
        }
        return said;
    }

    /** Where the two first differ when they begin with nothing and are told all this. */
    OptionalInt difference(List<Call> calls) {
        begin();
        List<Said> said = say(calls);
        for (int i = 0; i < said.size(); i++) {
            switch (Answers.verdict(
                    calls.get(i), said.get(i).ours(), said.get(i).theirs())) {
                case SAME -> {}
                case PARTED -> {
                    return OptionalInt.empty();
                }
                case DIFFERENT -> {
                    return OptionalInt.of(i);
                }
            }
        }
        return OptionalInt.empty();
    }

    @Override
    public void close() {
        ours.close();
        theirs.close();
    }
}
