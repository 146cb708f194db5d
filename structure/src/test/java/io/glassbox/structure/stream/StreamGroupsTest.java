package io.glassbox.structure.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.quality.testkit.Randomized;
import io.glassbox.structure.hash.SipHash;
import io.glassbox.structure.listpack.Listpack;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.testing.OffHeap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class StreamGroupsTest {
    private static final int ITERATIONS = Randomized.iterations(15_000);

    private static final class Delivery {
        String consumer = "";
        long time;
        long count;
    }

    private final OffHeap memory = new OffHeap();
    private final long root = memory.room(StreamRoot.BYTES);
    private final StreamGroups groups = new StreamGroups(memory.slabs());
    private final StreamBlocks blocks =
            new StreamBlocks(memory.slabs(), new SipHash(1, 2), memory.room(Listpack.SCRATCH_BYTES));
    private final StreamId id = new StreamId();
    private final ByteView name = new ByteView();
    private final long text = memory.room(64);

    /** By ID; and, in the order of delivery, those that were given back first. */
    private final TreeMap<Long, Delivery> expected = new TreeMap<>();

    private final Map<Long, Delivery> chain = new LinkedHashMap<>();
    private final TreeSet<String> consumers = new TreeSet<>();

    StreamGroupsTest() {
        Memory.fill(root, StreamRoot.BYTES, 0);
        groups.open(root);
    }

    private ByteView name(String word) {
        for (int i = 0; i < word.length(); i++) {
            Memory.putByte(text + i, word.charAt(i));
        }
        return name.set(text, word.length());
    }

    @Test
    void pendingEntriesBehaveAsMapsInTheOrderOfTheirDelivery() {
        Randomized.test(random -> {
            long group = groups.create(name("group"), id.setLeast(), 0);
            for (int i = 0; i < ITERATIONS; i++) {
                step(group, random, i);
                if (i % 500 == 0) {
                    check(groups, group);
                }
            }
            check(groups, group);
            long target = memory.room(StreamRoot.BYTES);
            Memory.fill(target, StreamRoot.BYTES, 0);
            blocks.copy(root, target);
            StreamGroups copy = new StreamGroups(memory.slabs()).open(target);
            check(copy, copy.find(name("group")));
            copy.destroy(copy.find(name("group")));
            while (blocks.drain(root, 1 + random.nextInt(20)) > 0) {}
            memory.close();
        });
    }

    private void step(long group, SplittableRandom random, int now) {
        long number = random.nextInt(2000);
        PendingList pending = groups.pending(group);
        long found = pending.find(id.set(number, 0));
        assertEquals(expected.containsKey(number), found != 0);
        long time = random.nextInt(10) == 0 ? random.nextInt(now + 1) : now;
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> deliver(group, number, found, "c" + random.nextInt(6), time);
            case 3, 4 -> {
                if (found != 0) {
                    pending.remove(found);
                    expected.remove(number);
                }
            }
            case 5 -> {
                if (found != 0) {
                    pending.giveBack(found);
                } else {
                    pending.addGivenBack(id);
                }
                Delivery delivery = expected.computeIfAbsent(number, key -> new Delivery());
                delivery.consumer = "";
                delivery.time = 0;
                expected.put(number, delivery);
                relink(number, delivery);
                return;
            }
            default -> {
                if (random.nextInt(200) == 0) {
                    deleteConsumer(group, "c" + random.nextInt(6));
                }
            }
        }
        if (!expected.containsKey(number)) {
            chain.remove(number);
        }
    }

    private void deliver(long group, long number, long found, String who, long time) {
        long consumer = groups.findConsumer(group, name(who));
        if (consumer == 0) {
            consumer = groups.createConsumer(group, name(who), time);
            consumers.add(who);
        }
        PendingList pending = groups.pending(group);
        Delivery delivery = expected.computeIfAbsent(number, key -> new Delivery());
        if (found == 0) {
            pending.add(id, consumer, time);
            delivery.count = 1;
        } else {
            pending.deliver(found, consumer, time);
            Pending.putDeliveries(found, ++delivery.count);
        }
        delivery.consumer = who;
        delivery.time = time;
        relink(number, delivery);
    }

    private void relink(long number, Delivery delivery) {
        chain.remove(number);
        Map<Long, Delivery> before = new LinkedHashMap<>(chain);
        chain.clear();
        boolean isIn = false;
        for (Map.Entry<Long, Delivery> other : before.entrySet()) {
            boolean isFree = other.getValue().consumer.isEmpty();
            boolean isBehind = delivery.consumer.isEmpty() ? !isFree : !isFree && other.getValue().time > delivery.time;
            if (!isIn && isBehind) {
                chain.put(number, delivery);
                isIn = true;
            }
            chain.put(other.getKey(), other.getValue());
        }
        chain.putIfAbsent(number, delivery);
    }

    private void deleteConsumer(long group, String who) {
        long consumer = groups.findConsumer(group, name(who));
        assertEquals(consumers.remove(who), consumer != 0);
        if (consumer != 0) {
            groups.deleteConsumer(group, consumer);
            expected.values().removeIf(delivery -> delivery.consumer.equals(who));
            chain.values().removeIf(delivery -> delivery.consumer.equals(who));
        }
    }

    private void check(StreamGroups checked, long group) {
        PendingList pending = checked.pending(group);
        assertEquals(expected.size(), pending.count());
        assertEquals(expected.size(), chain.size());
        long at = pending.oldest();
        for (Map.Entry<Long, Delivery> entry : chain.entrySet()) {
            compare(entry, checked, pending, at);
            at = pending.newer(at);
        }
        assertEquals(0, at);
        at = pending.firstAtLeast(id.setLeast());
        for (Map.Entry<Long, Delivery> entry : expected.entrySet()) {
            compare(entry, checked, pending, at);
            at = pending.next();
        }
        assertEquals(0, at);
        List<String> names = new ArrayList<>();
        long free = expected.values().stream()
                .filter(delivery -> delivery.consumer.isEmpty())
                .count();
        assertEquals(free, Group.givenBackCount(group));
        for (int i = 0; i < checked.consumerCount(group); i++) {
            long consumer = checked.consumerAt(group, i);
            String who = checked.consumerName(consumer, name).toString();
            names.add(who);
            at = pending.firstAtLeast(consumer, id.setLeast());
            for (Map.Entry<Long, Delivery> entry : expected.entrySet()) {
                if (entry.getValue().consumer.equals(who)) {
                    compare(entry, checked, pending, at);
                    at = pending.nextOfConsumer();
                }
            }
            assertEquals(0, at);
        }
        assertEquals(List.copyOf(consumers), names);
    }

    private void compare(Map.Entry<Long, Delivery> entry, StreamGroups checked, PendingList pending, long at) {
        assertEquals(entry.getKey(), Pending.id(at, id).millis());
        Delivery delivery = entry.getValue();
        assertEquals(delivery.time, Pending.delivered(at));
        assertEquals(delivery.count, Pending.deliveries(at));
        long consumer = pending.consumer(at);
        assertEquals(
                delivery.consumer,
                consumer == 0 ? "" : checked.consumerName(consumer, name).toString());
    }

    @Test
    void groupsAreInTheOrderOfTheirNames() {
        for (String word : List.of("b", "", "a", "bb", "ab")) {
            groups.create(name(word), id.setLeast(), Group.UNKNOWN);
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < groups.count(); i++) {
            names.add(groups.name(groups.at(i), name).toString());
        }
        assertEquals(List.of("", "a", "ab", "b", "bb"), names);
        groups.destroy(groups.find(name("ab")));
        assertEquals(0, groups.find(name("ab")));
        assertEquals(4, groups.count());
        while (blocks.drain(root, 2) > 0) {}
        memory.close();
    }
}
