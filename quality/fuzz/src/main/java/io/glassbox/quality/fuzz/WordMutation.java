package io.glassbox.quality.fuzz;

import java.util.SplittableRandom;

/** Damage to the words of a request, which stays well framed: what handlers and parsers of arguments have to stand. */
public final class WordMutation {
    private static final int MANY = 1200;

    private final SplittableRandom random;
    private final Values values;

    public WordMutation(SplittableRandom random, Values values) {
        this.random = random;
        this.values = values;
    }

    /** Writes a damaged copy of {@code from} to {@code to}; {@code other} is another request, to take words from. */
    public void damage(Words from, Words other, Words to) {
        to.clear();
        int at = random.nextInt(from.count());
        int kind = random.nextInt(11);
        for (int i = 0; i < from.count(); i++) {
            if (i == at) {
                atOne(kind, from, i, other, to);
            } else {
                to.add(from, i);
            }
        }
        if (kind == 9) {
            append(other, to, from);
        }
    }

    private void atOne(int kind, Words from, int index, Words other, Words to) {
        switch (kind) {
            case 0 -> {}
            case 1 -> {
                to.add(from, index);
                to.add(from, index);
            }
            case 2 -> to.add(from, random.nextInt(from.count()));
            case 3 -> {
                values.any(to);
                to.add(from, index);
            }
            case 4 -> changed(from, index, to);
            case 5 -> to.add(from.bytes(), from.start(index), random.nextInt(from.length(index) + 1));
            case 6 -> {
                if (other.count() > 0) {
                    to.add(other, random.nextInt(other.count()));
                }
            }
            case 7 -> otherCase(from, index, to);
            case 8 -> doubled(from, index, to);
            case 9 -> to.add(from, index);
            default -> values.any(to);
        }
    }

    /** One to three bytes are different. */
    private void changed(Words from, int index, Words to) {
        to.add(from, index);
        int length = to.length(to.count() - 1);
        for (int i = random.nextInt(3); i >= 0 && length > 0; i--) {
            int at = to.start(to.count() - 1) + random.nextInt(length);
            to.bytes()[at] = (byte) (random.nextBoolean() ? to.bytes()[at] ^ 1 << random.nextInt(8) : random.nextInt());
        }
    }

    private void otherCase(Words from, int index, Words to) {
        to.add(from, index);
        for (int i = to.start(to.count() - 1); i < to.size(); i++) {
            if (Character.isLetter(to.bytes()[i] & 0x7F) && random.nextBoolean()) {
                to.bytes()[i] ^= 0x20;
            }
        }
    }

    private static void doubled(Words from, int index, Words to) {
        int length = from.length(index);
        byte[] twice = new byte[2 * length];
        System.arraycopy(from.bytes(), from.start(index), twice, 0, length);
        System.arraycopy(from.bytes(), from.start(index), twice, length, length);
        to.add(twice);
    }

    /** More words than anybody asked for. */
    private void append(Words other, Words to, Words from) {
        if (random.nextInt(100) == 0) {
            for (int i = random.nextInt(MANY); i > 0; i--) {
                values.any(to);
            }
        } else if (random.nextBoolean()) {
            for (int i = 0; i < other.count(); i++) {
                to.add(other, i);
            }
        } else {
            for (int i = 1; i < from.count(); i++) {
                to.add(from, i);
            }
        }
    }
}
