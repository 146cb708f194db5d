package io.glassbox.engine.acl;

import java.util.Arrays;

/** Commands by their numbers, one bit for each. Asked on every command of a user with rules, so it is words and no collection. */
public final class CommandSet {
    private long[] words;

    public CommandSet() {
        this(new long[0]);
    }

    private CommandSet(long[] words) {
        this.words = words;
    }

    public static CommandSet of(int number) {
        CommandSet set = new CommandSet();
        set.add(number);
        return set;
    }

    public boolean contains(int number) {
        int word = number >>> 6;
        return word < words.length && (words[word] >>> number & 1) != 0;
    }

    public boolean containsAll(CommandSet other) {
        for (int i = 0; i < other.words.length; i++) {
            if ((other.words[i] & ~word(i)) != 0) {
                return false;
            }
        }
        return true;
    }

    boolean meets(CommandSet other) {
        for (int i = 0; i < other.words.length; i++) {
            if ((other.words[i] & word(i)) != 0) {
                return true;
            }
        }
        return false;
    }

    public boolean isEmpty() {
        for (long word : words) {
            if (word != 0) {
                return false;
            }
        }
        return true;
    }

    public void add(int number) {
        int word = number >>> 6;
        if (word >= words.length) {
            words = Arrays.copyOf(words, word + 1);
        }
        words[word] |= 1L << number;
    }

    public void addAll(CommandSet other) {
        if (other.words.length > words.length) {
            words = Arrays.copyOf(words, other.words.length);
        }
        for (int i = 0; i < other.words.length; i++) {
            words[i] |= other.words[i];
        }
    }

    void removeAll(CommandSet other) {
        for (int i = 0; i < words.length; i++) {
            words[i] &= ~other.word(i);
        }
    }

    void clear() {
        words = new long[0];
    }

    CommandSet copy() {
        return new CommandSet(words.clone());
    }

    private long word(int index) {
        return index < words.length ? words[index] : 0;
    }
}
