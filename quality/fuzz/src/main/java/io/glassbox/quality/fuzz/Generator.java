package io.glassbox.quality.fuzz;

import java.util.SplittableRandom;

/** Makes the requests of one connection, burst by burst. */
final class Generator {
    private static final int SHORT_BURST = 8;
    private static final int LONG_BURST = 600;

    private final SplittableRandom random;
    private final Weights weights;
    private final Values values;
    private final WordMutation words;
    private final FrameMutation frames;
    private Words request = new Words();
    private Words previous = new Words();
    private Words damaged = new Words();

    Generator(SplittableRandom random, Weights weights, long nowSeconds) {
        this.random = random;
        this.weights = weights;
        this.values = new Values(random, nowSeconds);
        this.words = new WordMutation(random, values);
        this.frames = new FrameMutation(random);
    }

    SplittableRandom random() {
        return random;
    }

    /** Well framed requests, half of them damaged in their words. Returns how many. */
    int burst(Output output) {
        int count = 1 + random.nextInt(random.nextInt(8) == 0 ? SHORT_BURST : LONG_BURST);
        for (int i = 0; i < count; i++) {
            one(output);
        }
        return count;
    }

    /** As {@link #burst}, with one request whose framing is damaged, and a few more behind it. */
    int damagedBurst(Output output) {
        int count = burst(output);
        int from = output.length();
        one(output);
        frames.damage(output, from);
        for (int i = random.nextInt(4); i > 0; i--) {
            one(output);
        }
        return count;
    }

    private void one(Output output) {
        if (random.nextInt(4000) == 0) {
            FixedRequests.write(random.nextInt(FixedRequests.count()), request);
            output.request(request);
            return;
        }
        weights.pick(random).write(request, values, random);
        Words chosen = request;
        for (int i = random.nextInt(4) - 2; i >= 0 && chosen.count() > 0; i--) {
            words.damage(chosen, previous, damaged);
            Words spare = chosen;
            chosen = damaged;
            damaged = spare;
        }
        if (random.nextInt(16) == 0 && chosen.size() < 10_000) {
            output.inline(chosen);
        } else {
            output.request(chosen);
        }
        request = previous;
        previous = chosen;
    }
}
