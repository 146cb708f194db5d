package io.glassbox.structure.ordered;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.structure.hash.SipHash;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.MemoryExhausted;
import io.glassbox.structure.memory.Slabs;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A set with scores and what it ought to contain: a map, and a list in order that is made when it is looked at. */
final class ScoredSetModel implements AutoCloseable {
    private record Element(double score, String member) {}

    /** Without the difference between zeros, as scores are compared. */
    private static final Comparator<Element> ORDER =
            Comparator.<Element>comparingDouble(element -> element.score + 0.0).thenComparing(Element::member);

    private final Slabs slabs;
    private final SplittableRandom random;
    private final SipHash hashing;
    private final Map<String, Double> expected = new HashMap<>();
    private final long root;
    private final long text;
    private final ByteView view = new ByteView();
    private final ScoredSet set;

    ScoredSetModel(Slabs slabs, SplittableRandom random) {
        this.slabs = slabs;
        this.random = random;
        this.hashing = new SipHash(random.nextLong(), random.nextLong());
        this.root = slabs.allocate(ScoredSet.ROOT_BYTES);
        this.text = slabs.allocate(80_000);
        Memory.fill(root, ScoredSet.ROOT_BYTES, 0);
        this.set = newSet().open(root);
    }

    ScoredSet newSet() {
        return new ScoredSet(slabs, hashing);
    }

    ScoredSet set() {
        return set;
    }

    int size() {
        return expected.size();
    }

    boolean isEmpty() {
        return expected.isEmpty();
    }

    void run(int steps, int members) {
        boolean isGrowing = true;
        int scores = 1 << random.nextInt(20);
        for (int i = 0; i < steps; i++) {
            if (i % 1000 == 0) {
                reopen();
            }
            if (i % Math.max(1, steps / 8) == 0) {
                check();
                isGrowing = random.nextInt(3) > 0;
            }
            String member = "m" + random.nextInt(members);
            int action = random.nextInt(20);
            if (action < 6) {
                lookUp(member);
            } else if (action == 6) {
                countBefore(random.nextInt(scores), random.nextBoolean());
            } else if (isGrowing == (action < 17)) {
                put(nextScore(member, scores), member);
            } else if (action > 7 || isEmpty()) {
                remove(member);
            } else {
                int from = random.nextInt(size());
                removeRange(from, Math.min(size() - from, 1 + random.nextInt(20)));
            }
        }
        check();
    }

    private double nextScore(String member, int scores) {
        Double old = expected.get(member);
        if (old != null && random.nextInt(3) == 0) {
            return old + random.nextInt(5) - 2;
        }
        return random.nextInt(scores);
    }

    /** Adds members until there is no memory for another. */
    void fillUp() {
        try {
            for (int i = 0; ; i++) {
                put(random.nextInt(1000), "m" + i);
            }
        } catch (MemoryExhausted e) {
            assertTrue(size() > 10_000, () -> size() + " members");
        }
    }

    /** Replaces and moves members while memory is short. */
    void churn() {
        String member = "m" + random.nextInt(size() * 2);
        try {
            if (random.nextInt(4) == 0) {
                remove(member);
            } else {
                put(random.nextInt(1000), member);
            }
        } catch (MemoryExhausted e) {
            assertEquals(expected.size(), set.size());
        }
    }

    void put(double score, String member) {
        long block = find(member);
        assertEquals(expected.containsKey(member), block != 0);
        if (block == 0) {
            set.add(score, view);
        } else {
            set.update(block, score);
        }
        expected.put(member, score);
    }

    private void remove(String member) {
        Double old = expected.remove(member);
        long block = find(member);
        assertEquals(old != null, block != 0);
        if (block != 0) {
            set.remove(block);
        }
    }

    void removeRange(int from, int count) {
        for (Element element : inOrder().subList(from, from + count)) {
            expected.remove(element.member);
        }
        set.removeRange(from, count);
    }

    private void lookUp(String member) {
        Double score = expected.get(member);
        long block = find(member);
        assertEquals(score != null, block != 0);
        if (score != null) {
            assertEquals(score, MemberBlock.score(block));
            long rank = set.rankOf(block);
            set.seek(rank);
            assertEquals(block, set.block());
        }
    }

    private void countBefore(double score, boolean isInclusive) {
        long count = expected.values().stream()
                .filter(other -> isInclusive ? other <= score : other < score)
                .count();
        assertEquals(count, set.countBefore(new Bound().ofScore(score, isInclusive)));
    }

    /** Compares everything: both directions, ranks, and the bounds of every element. */
    void check() {
        List<Element> order = inOrder();
        assertEquals(order.size(), set.size());
        if (order.isEmpty()) {
            return;
        }
        set.seek(0);
        for (int i = 0; i < order.size(); i++) {
            same(order.get(i));
            assertEquals(i + 1 < order.size(), set.next());
        }
        set.seek(order.size() - 1);
        for (int i = order.size() - 1; i >= 0; i--) {
            same(order.get(i));
            assertEquals(i > 0, set.previous());
        }
        int step = 1 + order.size() / 500;
        for (int i = 0; i < order.size(); i += step) {
            assertEquals(i, set.rankOf(find(order.get(i).member)));
        }
        if (order.getFirst().score == order.getLast().score) {
            for (int i = 0; i < order.size(); i += step) {
                view(order.get(i).member);
                Bound bound = new Bound();
                assertEquals(i, set.countBefore(bound.ofMember(view.address(), view.length(), false)));
                assertEquals(i + 1, set.countBefore(bound.ofMember(view.address(), view.length(), true)));
            }
        }
    }

    private void same(Element element) {
        long block = set.block();
        assertEquals(element.score, set.score());
        assertEquals(element.score, MemberBlock.score(block));
        String member = new String(
                Memory.toBytes(MemberBlock.address(block), MemberBlock.length(block)), StandardCharsets.ISO_8859_1);
        assertEquals(element.member, member);
    }

    private List<Element> inOrder() {
        List<Element> order = new ArrayList<>();
        expected.forEach((member, score) -> order.add(new Element(score, member)));
        order.sort(ORDER);
        return order;
    }

    private long find(String member) {
        view(member);
        return set.find(view);
    }

    private void view(String member) {
        byte[] bytes = member.getBytes(StandardCharsets.ISO_8859_1);
        Memory.copyIn(bytes, 0, text, bytes.length);
        view.set(text, bytes.length);
    }

    /** As an owner does between two commands, at another address. */
    void reopen() {
        set.open(root);
    }

    /** Everything but the nodes of the tree, from {@code bytes(1)}. */
    long tableAndMemberBytes() {
        long memberBytes = 0;
        long tableBytes = set.bytes(1);
        set.seek(0);
        long first = slabs.sizeOf(set.block()) * set.size();
        memberBytes += first;
        ScoreTree tree = new ScoreTree(slabs);
        tree.open(Memory.getLong(root + ScoredSet.ROOT_BYTES - Long.BYTES));
        return tableBytes - tree.bytes() - first + memberBytes;
    }

    /** The set has been drained. */
    void forget() {
        expected.clear();
    }

    @Override
    public void close() {
        while (set.drain(Integer.MAX_VALUE) > 0) {
            assertTrue(set.size() == 0);
        }
        assertFalse(set.size() > 0);
        slabs.free(root);
        slabs.free(text);
    }
}
