package io.glassbox.quality.conformance;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/** What the run prints: a line for each file as it ends, what went wrong below it, and the totals. */
final class Report {
    private final PrintStream out;
    private final Mode mode;
    private final boolean verbose;
    private int files;
    private int passed;
    private int failed;
    private int neverReached;
    private int pending;
    private int excluded;
    private int troubled;

    Report(PrintStream out, Mode mode, boolean verbose) {
        this.out = out;
        this.mode = mode;
        this.verbose = verbose;
    }

    synchronized void add(Verdict verdict) {
        files++;
        passed += verdict.passed();
        failed += verdict.failed().size();
        neverReached += verdict.neverReached().size();
        pending += verdict.pending();
        excluded += verdict.excluded();
        FileResult result = verdict.result();
        out.printf(
                "%-9s %-32s %4d passed %3d failed %3d not reached %3d pending %3d excluded %6.1f s%n",
                mode.word(),
                result.file(),
                verdict.passed(),
                verdict.failed().size(),
                verdict.neverReached().size(),
                verdict.pending(),
                verdict.excluded(),
                result.time().toMillis() / 1000.0);
        troubled += result.trouble().isEmpty() ? 0 : 1;
        result.trouble().forEach(text -> out.println("    TROUBLE     " + shortened(text)));
        verdict.failed()
                .forEach(test -> out.println("    FAILED      " + test.name() + "\n                "
                        + shortened(test.detail()).replace("\n", "\n                ")));
        verdict.neverReached().forEach(name -> out.println("    NOT REACHED " + name));
        verdict.unexpected().forEach(name -> out.println("    PASSES NOW  " + name));
        out.flush();
    }

    /** A file that is not run because all of it waits or cannot apply. */
    synchronized void leftOut(String file, int tests, Expectations.Line line) {
        if (line.kind() == Expectations.Kind.PENDING) {
            pending += tests;
        } else {
            excluded += tests;
        }
        out.printf(
                "%-9s %-32s %s: %s%n",
                mode.word(), file, line.kind() == Expectations.Kind.PENDING ? "pending" : "excluded", line.reason());
    }

    synchronized void total(Duration time) {
        out.printf(
                "total %s: %d files, %d passed, %d failed, %d not reached, %d files broken, %d pending, %d excluded,"
                        + " %d s%n",
                mode.word(), files, passed, failed, neverReached, troubled, pending, excluded, time.toSeconds());
    }

    /** Whether everything that had to pass did. */
    synchronized boolean isAsExpected() {
        return failed == 0 && neverReached == 0 && troubled == 0;
    }

    private String shortened(String text) {
        List<String> lines = text.lines().toList();
        int shown = verbose ? lines.size() : Math.min(lines.size(), 2);
        return String.join("\n", lines.subList(0, shown));
    }
}
