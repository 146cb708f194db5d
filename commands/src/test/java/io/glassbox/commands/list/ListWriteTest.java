package io.glassbox.commands.list;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.quality.testkit.Randomized;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists in all their forms, changed and read. */
final class ListWriteTest extends ListTestCase {
    private static final int ROUNDS = Integer.getInteger("glassbox.iterations", 1_500);

    @ParameterizedTest
    @ValueSource(strings = {SMALL, NODES, COMPRESSED, PLAIN})
    void elementsArePushedAndRead(String form) {
        useForm(form);
        says("0", "LPUSHX l x");
        says("0", "RPUSHX l x");
        listen();
        says("3", "RPUSH l a 12 c");
        says("5", "LPUSH l b x");
        says("6", "RPUSHX l y");
        says("7", "LPUSHX l z");
        expectEvents("new l", "rpush l", "lpush l", "rpush l", "lpush l");
        says("7", "LLEN l");
        says("[z x b a 12 c y]", "LRANGE l 0 -1");
        says("[x b]", "LRANGE l 1 2");
        says("[c y]", "LRANGE l -2 99");
        says("[]", "LRANGE l 5 3");
        says("[]", "LRANGE none 0 -1");
        says("12", "LINDEX l 4");
        says("y", "LINDEX l -1");
        says("nil", "LINDEX l 7");
        says("nil", "LINDEX l -8");
        says("nil", "LINDEX none x");
        says("quicklist", "OBJECT ENCODING l");
    }

    @ParameterizedTest
    @ValueSource(strings = {SMALL, NODES, COMPRESSED, PLAIN})
    void elementsAreInsertedSetAndRemoved(String form) {
        useForm(form);
        says("5", "RPUSH l a b c b d");
        listen();
        says("6", "LINSERT l BEFORE a 0");
        says("7", "LINSERT l after b 1");
        says("-1", "LINSERT l BEFORE none 1");
        says("0", "LINSERT none BEFORE a 1");
        says("[0 a b 1 c b d]", "LRANGE l 0 -1");
        says("OK", "LSET l -1 D");
        says("OK", "LSET l 0 zero");
        says("ERR index out of range", "LSET l 7 x");
        says("ERR no such key", "LSET none 0 x");
        expectEvents("linsert l", "linsert l", "lset l", "lset l");
        says("2", "LREM l 5 b");
        says("0", "LREM l 0 b");
        says("[zero a 1 c D]", "LRANGE l 0 -1");
        says("OK", "LTRIM l 1 -2");
        says("[a 1 c]", "LRANGE l 0 -1");
        says("OK", "LTRIM l 0 -1");
        says("OK", "LTRIM l 5 9");
        expectEvents("lrem l", "ltrim l", "ltrim l", "ltrim l", "del l");
        says("0", "EXISTS l");
        says("ERR syntax error", "LINSERT l BETWEEN a b");
        says("ERR value is not an integer or out of range", "LTRIM none x 1");
        says("ERR value is not an integer or out of range", "LREM none x 1");
    }

    @Test
    void aTrimThatTrimsNothingIsNotTold() {
        says("2", "RPUSH l a b");
        replicate();
        says("OK", "LTRIM l 0 -1");
        says("OK", "LTRIM none 0 -1");
        says("OK", "LTRIM l 0 0");
        expectEffects("LTRIM l 0 0");
    }

    @Test
    void lremTakesTheLastOnesIfTheCountIsNegative() {
        says("6", "RPUSH l a b a b a b");
        says("2", "LREM l -2 a");
        says("[a b b b]", "LRANGE l 0 -1");
        says("1", "LREM l 1 b");
        says("[a b b]", "LRANGE l 0 -1");
        says("2", "LREM l -9223372036854775808 b");
        says("1", "LREM l 0 a");
        says("0", "EXISTS l");
    }

    @ParameterizedTest
    @ValueSource(strings = {SMALL, NODES, COMPRESSED, PLAIN})
    void lposFindsFromEitherEnd(String form) {
        useForm(form);
        says("8", "RPUSH l a b c 1 2 3 c c");
        says("0", "LPOS l a");
        says("2", "LPOS l c");
        says("6", "LPOS l c RANK 2");
        says("7", "LPOS l c RANK -1");
        says("nil", "LPOS l c RANK 4");
        says("[2 6 7]", "LPOS l c COUNT 0");
        says("[2 6]", "LPOS l c COUNT 2");
        says("[7 6]", "LPOS l c RANK -1 COUNT 2");
        says("[6]", "LPOS l c RANK 2 COUNT 1");
        says("[2]", "LPOS l c COUNT 0 MAXLEN 6");
        says("[]", "LPOS l c COUNT 0 MAXLEN 2");
        says("[7 6]", "LPOS l c RANK -1 COUNT 0 MAXLEN 3");
        says("4", "LPOS l 2");
        says("nil", "LPOS l 02");
        says("nil", "LPOS none a");
        says("[]", "LPOS none a COUNT 1");
    }

    @Test
    void lposRefusesWhatMakesNoSense() {
        says(
                "ERR RANK can't be zero: use 1 to start from the first match, 2 from the second ... or use negative to"
                        + " start from the end of the list",
                "LPOS l a RANK 0");
        says(
                "ERR value is out of range, value must between -9223372036854775807 and 9223372036854775807",
                "LPOS l a RANK -9223372036854775808");
        says("ERR COUNT can't be negative", "LPOS l a COUNT -1");
        says("ERR MAXLEN can't be negative", "LPOS l a MAXLEN x");
        says("ERR syntax error", "LPOS l a RANK");
        says("ERR syntax error", "LPOS l a LENGTH 1");
    }

    @Test
    void anotherTypeIsAnError() {
        says("OK", "SET s text");
        String error = "WRONGTYPE Operation against a key holding the wrong kind of value";
        for (String command : List.of(
                "LPUSH s a",
                "RPUSHX s a",
                "LLEN s",
                "LINDEX s 0",
                "LSET s 0 a",
                "LRANGE s 0 1",
                "LTRIM s 0 1",
                "LREM s 0 a",
                "LINSERT s BEFORE a b",
                "LPOS s a",
                "LPOP s",
                "RPOP s 2",
                "LMPOP 2 none s LEFT",
                "LMOVE s t LEFT LEFT",
                "LMOVEM s t LEFT LEFT",
                "BLPOP none s 0")) {
            says(error, command);
        }
    }

    @Test
    void aListGrowsAndShrinksThroughAllForms() {
        List<String> words = new ArrayList<>(List.of("RPUSH", "l"));
        for (int i = 0; i < 3_000; i++) {
            words.add("element " + i);
        }
        expectInteger(3_000, words.toArray(String[]::new));
        expectInteger(3_001, "LPUSH", "l", "x".repeat(50_000));
        expectBulk("element 2999", "LINDEX", "l", "-1");
        expectInteger(1, "COPY", "l", "m");
        expect(OK, "LTRIM", "l", "1", "3");
        says("3", "LLEN l");
        expect(array(bulk("element 0"), bulk("element 1"), bulk("element 2")), "LRANGE", "l", "0", "-1");
        expectInteger(3_001, "LLEN", "m");
        expect(OK, "RENAME", "m", "l");
        expectBulk("element 2999", "RPOP", "l");
    }

    @ParameterizedTest
    @ValueSource(strings = {SMALL, NODES, COMPRESSED, PLAIN})
    void randomCommandsFollowAList(String form) {
        useForm(form);
        Randomized.test(random -> {
            List<String> model = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                change(random, model);
                assertEquals(model.isEmpty() ? ":0\r\n" : ":1\r\n", harness.run("EXISTS", "l"));
                if (round % 16 == 0) {
                    says(spoken(model), "LRANGE l 0 -1");
                }
            }
        });
    }

    private static String spoken(List<String> elements) {
        return "[" + String.join(" ", elements) + "]";
    }

    private void change(SplittableRandom random, List<String> model) {
        int size = model.size();
        String element = switch (random.nextInt(6)) {
            case 0 -> Integer.toString(random.nextInt(300));
            case 1 -> "w".repeat(random.nextInt(1, 400));
            default -> "word" + random.nextInt(8);
        };
        int index = size == 0 ? 0 : random.nextInt(size);
        switch (random.nextInt(size > 150 ? 12 : 9)) {
            case 0, 1 -> {
                says(Integer.toString(size + 1), "RPUSH l " + element);
                model.add(element);
            }
            case 2 -> {
                says(Integer.toString(size + 1), "LPUSH l " + element);
                model.addFirst(element);
            }
            case 3 -> {
                says(size == 0 ? "ERR no such key" : "OK", "LSET l " + index + " " + element);
                if (size > 0) {
                    model.set(index, element);
                }
            }
            case 4 -> {
                int at = model.indexOf("word1");
                says(Integer.toString(size == 0 ? 0 : at < 0 ? -1 : size + 1), "LINSERT l BEFORE word1 " + element);
                if (at >= 0) {
                    model.add(at, element);
                }
            }
            case 5 -> {
                int at = model.lastIndexOf("word2");
                says(at < 0 ? "0" : "1", "LREM l -1 word2");
                if (at >= 0) {
                    model.remove(at);
                }
            }
            case 6 -> {
                boolean last = random.nextBoolean();
                says(size == 0 ? "nil" : last ? model.getLast() : model.getFirst(), last ? "RPOP l" : "LPOP l");
                if (size > 0) {
                    model.remove(last ? size - 1 : 0);
                }
            }
            case 7 -> {
                says(Integer.toString(model.indexOf(element)).replace("-1", "nil"), "LPOS l " + element);
                says(size == 0 ? "nil" : model.get(index), "LINDEX l " + index);
            }
            case 8 -> {
                if (size > 1) {
                    says(model.getLast(), "LMOVE l l RIGHT LEFT");
                    model.addFirst(model.removeLast());
                }
            }
            default -> {
                int end = random.nextInt(index, size);
                says("OK", "LTRIM l " + index + " " + end);
                List<String> kept = List.copyOf(model.subList(index, end + 1));
                model.clear();
                model.addAll(kept);
            }
        }
    }
}
