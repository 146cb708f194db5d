package io.glassbox.structure.ordered;

/**
 * Sorts the first so many of a sequence and leaves the rest behind them in no order: O(n) plus what sorting those few costs.
 *
 * <p>The quicksort of Bentley and McIlroy ("Engineering a Sort Function", 1993), which passes over parts that nobody asked for.
 * It is not stable; but it is the one that Redis uses, so that elements that compare as equal come in the same order as there.
 * If the pivots go wrong as often as they do only in sequences made for that, a heap sorts what is left.
 */
public final class PartialSort {
    /** What is sorted: elements by their positions. */
    public interface Sequence {
        int compare(long left, long right);

        void swap(long left, long right);
    }

    private static final int SHORT = 7;
    private static final int LONG = 40;

    private PartialSort() {}

    /** Brings the first {@code wanted} of {@code size} elements to the front, in order. */
    public static void sort(Sequence sequence, long size, long wanted) {
        if (wanted > 0) {
            int depth = 2 * (Long.SIZE - Long.numberOfLeadingZeros(size));
            quicksort(sequence, 0, size, wanted, depth);
        }
    }

    private static void quicksort(Sequence sequence, long begin, long count, long wanted, int depth) {
        long from = begin;
        long size = count;
        int left = depth;
        while (size >= SHORT) {
            if (left-- == 0) {
                heapSort(sequence, from, size);
                return;
            }
            sequence.swap(from, pivot(sequence, from, size));
            long end = from + size;
            // The pivot is first. Equal elements gather at both ends: [from, equal), smaller: [equal, middle), and so
            // on.
            long equal = from + 1;
            long middle = from + 1;
            long right = end - 1;
            long equalRight = end - 1;
            while (middle <= right) {
                int comparison = sequence.compare(middle, from);
                if (comparison <= 0) {
                    if (comparison == 0) {
                        sequence.swap(equal++, middle);
                    }
                    middle++;
                    continue;
                }
                comparison = sequence.compare(right, from);
                if (comparison >= 0) {
                    if (comparison == 0) {
                        sequence.swap(right, equalRight--);
                    }
                    right--;
                    continue;
                }
                sequence.swap(middle++, right--);
            }
            long smaller = middle - equal;
            long larger = equalRight - right;
            swapRanges(sequence, from, middle, Math.min(equal - from, smaller));
            swapRanges(sequence, middle, end, Math.min(larger, end - equalRight - 1));
            if (smaller > 1 && from < wanted) {
                quicksort(sequence, from, smaller, wanted, left);
            }
            if (larger <= 1 || end - larger >= wanted) {
                return;
            }
            from = end - larger;
            size = larger;
        }
        insertionSort(sequence, from, size);
    }

    /** The middle one of three elements, or of three such middle ones if there are many. */
    private static long pivot(Sequence sequence, long from, long size) {
        long middle = from + size / 2;
        if (size == SHORT) {
            return middle;
        }
        long first = from;
        long last = from + size - 1;
        if (size > LONG) {
            long step = size / 8;
            first = median(sequence, first, first + step, first + 2 * step);
            middle = median(sequence, middle - step, middle, middle + step);
            last = median(sequence, last - 2 * step, last - step, last);
        }
        return median(sequence, first, middle, last);
    }

    private static long median(Sequence sequence, long a, long b, long c) {
        if (sequence.compare(a, b) < 0) {
            return sequence.compare(b, c) < 0 ? b : sequence.compare(a, c) < 0 ? c : a;
        }
        return sequence.compare(b, c) > 0 ? b : sequence.compare(a, c) < 0 ? a : c;
    }

    /** Swaps the {@code count} elements from {@code from} on with those before {@code end}. */
    private static void swapRanges(Sequence sequence, long from, long end, long count) {
        for (long i = 0; i < count; i++) {
            sequence.swap(from + i, end - count + i);
        }
    }

    private static void insertionSort(Sequence sequence, long from, long size) {
        for (long i = from + 1; i < from + size; i++) {
            for (long j = i; j > from && sequence.compare(j - 1, j) > 0; j--) {
                sequence.swap(j, j - 1);
            }
        }
    }

    private static void heapSort(Sequence sequence, long from, long size) {
        for (long i = size / 2 - 1; i >= 0; i--) {
            siftDown(sequence, from, i, size);
        }
        for (long end = size - 1; end > 0; end--) {
            sequence.swap(from, from + end);
            siftDown(sequence, from, 0, end);
        }
    }

    private static void siftDown(Sequence sequence, long from, long start, long size) {
        long parent = start;
        long child = 2 * parent + 1;
        while (child < size) {
            if (child + 1 < size && sequence.compare(from + child, from + child + 1) < 0) {
                child++;
            }
            if (sequence.compare(from + parent, from + child) >= 0) {
                return;
            }
            sequence.swap(from + parent, from + child);
            parent = child;
            child = 2 * parent + 1;
        }
    }
}
