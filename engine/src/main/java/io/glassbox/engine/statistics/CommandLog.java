package io.glassbox.engine.statistics;

import io.glassbox.network.protocol.Request;
import io.glassbox.structure.memory.Memory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.IntPredicate;

/** The latest calls that went beyond a limit: a bounded list, newest first. */
public final class CommandLog {
    /** Why calls are kept. */
    public enum Kind {
        /** They took long, in microseconds. */
        SLOW("slow"),
        /** Their arguments had many bytes. */
        LARGE_REQUEST("large-request"),
        /** Their replies had many bytes. */
        LARGE_REPLY("large-reply");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** The name by which COMMANDLOG knows it. */
        public String label() {
            return label;
        }
    }

    private final Deque<Call> calls = new ArrayDeque<>();
    private long nextId;
    private int mostCalls = 128;
    private int mostArguments = 32;
    private int mostBytes = 128;

    /** A call, and by what it was too much: microseconds or bytes. Arguments beyond the limits are told by their number or length only. */
    public record Call(
            long id, long unixSeconds, long amount, List<byte[]> arguments, String address, String clientName) {}

    /** Keeps no more than {@code calls}; what is too much now goes at once. */
    public void limitCalls(long most) {
        mostCalls = (int) Math.min(most, Integer.MAX_VALUE);
        trim();
    }

    /** How much of a call is kept: arguments in all, and bytes of each. */
    public void limitDetail(int arguments, int bytes) {
        mostArguments = arguments;
        mostBytes = bytes;
    }

    /** Keeps an excerpt of the call; arguments for which {@code secret} holds are left out of it. */
    public void add(
            long unixSeconds, long amount, Request request, IntPredicate secret, String address, String clientName) {
        calls.addFirst(new Call(nextId++, unixSeconds, amount, excerpt(request, secret), address, clientName));
        trim();
    }

    public int size() {
        return calls.size();
    }

    /** The newest {@code count} calls, newest first. */
    public List<Call> newest(int count) {
        List<Call> newest = new ArrayList<>(Math.min(count, calls.size()));
        for (Call call : calls) {
            if (newest.size() == count) {
                break;
            }
            newest.add(call);
        }
        return newest;
    }

    public void clear() {
        calls.clear();
    }

    private void trim() {
        while (calls.size() > mostCalls) {
            calls.removeLast();
        }
    }

    private List<byte[]> excerpt(Request request, IntPredicate secret) {
        int count = request.count();
        int kept = Math.min(count, mostArguments);
        List<byte[]> arguments = new ArrayList<>(kept);
        for (int i = 0; i < kept; i++) {
            boolean isRest = i == kept - 1 && count > kept;
            if (isRest) {
                arguments.add(text("... (" + (count - kept + 1) + " more arguments)"));
            } else {
                arguments.add(secret.test(i) ? text("(redacted)") : excerpt(request, i));
            }
        }
        return arguments;
    }

    private byte[] excerpt(Request request, int index) {
        int length = request.length(index);
        if (length <= mostBytes) {
            return Memory.toBytes(request.address(index), length);
        }
        byte[] note = text("... (" + (length - mostBytes) + " more bytes)");
        byte[] excerpt = new byte[mostBytes + note.length];
        Memory.copyOut(request.address(index), excerpt, 0, mostBytes);
        System.arraycopy(note, 0, excerpt, mostBytes, note.length);
        return excerpt;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
