package io.glassbox.quality.crashtest;

import io.glassbox.quality.testkit.Reply;
import io.glassbox.quality.testkit.RespClient;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A client that counts: a counter goes up by one, then the number is appended to a string, and so on. It knows when each of both
 * was confirmed, until nobody answers any more.
 */
final class Writer implements Runnable {
    private static final int MOST = 200_000;
    private static final int DIGITS = 8;

    private final Victim victim;
    private final String counter;
    private final String string;
    private final AtomicBoolean stopped;
    private final long[] counted = new long[MOST];
    private final long[] appended = new long[MOST];
    private volatile int counts;
    private volatile int appends;
    private volatile int sent;

    Writer(Victim victim, int number, int round, AtomicBoolean stopped) {
        this.victim = victim;
        this.counter = "counter:" + number + ":" + round;
        this.string = "string:" + number + ":" + round;
        this.stopped = stopped;
    }

    @Override
    public void run() {
        try (RespClient client = victim.connect()) {
            while (!stopped.get() && sent < MOST) {
                int next = sent + 1;
                sent = next;
                if (!Reply.whole(next).equals(client.command("INCR", counter))) {
                    return;
                }
                counted[next - 1] = System.nanoTime();
                counts = next;
                Reply appending = client.command("APPEND", string, text(next));
                if (!Reply.whole((long) next * DIGITS).equals(appending)) {
                    return;
                }
                appended[next - 1] = System.nanoTime();
                appends = next;
            }
        } catch (RuntimeException | AssertionError ended) {
            // The server is gone, as it is meant to be, or about to go.
        }
    }

    private static String text(int number) {
        return String.format(Locale.ROOT, "%0" + DIGITS + "d", number);
    }

    int confirmed() {
        return counts + appends;
    }

    /** What is lost, judged by what is there now. {@code killedNanos}: when the server was killed. */
    Loss check(RespClient client, long killedNanos) {
        Reply value = client.command("GET", counter);
        int count = value.equals(Reply.nil()) ? 0 : Integer.parseInt(value.text());
        Reply content = client.command("GET", string);
        String text = content.equals(Reply.nil()) ? "" : content.text();
        int strings = text.length() / DIGITS;
        StringBuilder expected = new StringBuilder();
        for (int i = 1; i <= strings; i++) {
            expected.append(text(i));
        }
        if (count > sent || !expected.toString().equals(text)) {
            throw new IllegalStateException(
                    counter + " is " + count + " of " + sent + " and " + string + " is " + text);
        }
        if (strings != count && strings != count - 1) {
            throw new IllegalStateException(
                    counter + " is " + count + " but " + string + " has " + strings + ": the order is not kept");
        }
        long oldest = killedNanos;
        if (count < counts) {
            oldest = counted[count];
        }
        if (strings < appends) {
            oldest = Math.min(oldest, appended[strings]);
        }
        int lost = Math.max(0, counts - count) + Math.max(0, appends - strings);
        return new Loss(lost, killedNanos - oldest);
    }

    /** How many of the writes that were confirmed before a moment are not there. */
    int missing(RespClient client, long beforeNanos) {
        Reply value = client.command("GET", counter);
        int count = value.equals(Reply.nil()) ? 0 : Integer.parseInt(value.text());
        int strings = (int) client.command("STRLEN", string).number() / DIGITS;
        return before(counted, counts, beforeNanos, count) + before(appended, appends, beforeNanos, strings);
    }

    private static int before(long[] confirmed, int length, long beforeNanos, int there) {
        int missing = 0;
        for (int i = there; i < length && confirmed[i] < beforeNanos; i++) {
            missing++;
        }
        return missing;
    }

    /** Confirmed writes that are gone; {@code nanos}: how long before the kill the first of them was confirmed. */
    record Loss(int writes, long nanos) {}
}
