package io.glassbox.structure.memory;

import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Numbers for places in the code: the first few frames above the allocator. For checked memory only; 1 µs and more. */
final class CallSites {
    private static final int FRAMES = 4;

    private final StackWalker walker = StackWalker.getInstance();
    private final Map<Long, Integer> numbers = new HashMap<>();
    private final List<String> places = new ArrayList<>();

    /** The number of the place that is calling the allocator now. */
    int current() {
        return walker.walk(this::numberOf);
    }

    String place(int number) {
        return number >= 0 && number < places.size() ? places.get(number) : "an unknown place";
    }

    private int numberOf(Stream<StackFrame> stack) {
        List<StackFrame> frames =
                stack.dropWhile(CallSites::isAllocator).limit(FRAMES).toList();
        long hash = 17;
        for (StackFrame frame : frames) {
            hash = (hash * 31 + frame.getClassName().hashCode()) * 31
                    + frame.getMethodName().hashCode();
            hash = hash * 0x9E3779B97F4A7C15L + frame.getByteCodeIndex();
        }
        return numbers.computeIfAbsent(hash, absent -> {
            places.add(describe(frames));
            return places.size() - 1;
        });
    }

    private static boolean isAllocator(StackFrame frame) {
        String name = frame.getClassName();
        return name.equals(CallSites.class.getName())
                || name.equals(CheckedSlabs.class.getName())
                || name.equals(Slabs.class.getName());
    }

    private static String describe(List<StackFrame> frames) {
        StringBuilder place = new StringBuilder();
        for (StackFrame frame : frames) {
            String name = frame.getClassName();
            place.append(place.isEmpty() ? "" : " < ")
                    .append(name, name.lastIndexOf('.') + 1, name.length())
                    .append('.')
                    .append(frame.getMethodName())
                    .append(':')
                    .append(frame.getLineNumber());
        }
        return place.toString();
    }
}
