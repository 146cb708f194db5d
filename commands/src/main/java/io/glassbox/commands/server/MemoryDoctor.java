package io.glassbox.commands.server;

import io.glassbox.commands.server.info.MemoryFigures;
import io.glassbox.engine.server.Server;
import io.glassbox.structure.text.FixedPoint;
import io.glassbox.structure.text.MemoryAmount;

/** MEMORY DOCTOR: looks at the figures of memory and says in words what may be wrong, and what helps. */
final class MemoryDoctor {
    /** Below this, ratios say nothing: the server itself is most of what there is. */
    private static final long LEAST_BYTES = 5L << 20;

    /** Differences below this are not worth a word. */
    private static final long LEAST_WASTE = 10L << 20;

    private static final double MOST_FRAGMENTATION = 1.1;
    private static final double MOST_PEAK_RATIO = 1.5;
    private static final long LARGEST_CLIENT_MEAN = 200L << 10;

    private final StringBuilder report = new StringBuilder();

    private MemoryDoctor() {}

    static String report(MemoryFigures figures, Server server) {
        if (figures.used() < LEAST_BYTES) {
            return "There is hardly any data here (" + MemoryAmount.text(figures.used())
                    + " in use): come back when there is more to look at.\n";
        }
        MemoryDoctor doctor = new MemoryDoctor();
        doctor.examine(figures, server.sessions().count());
        return doctor.report.isEmpty() ? "Nothing wrong: memory is used as it should be.\n" : doctor.report.toString();
    }

    private void examine(MemoryFigures figures, int clients) {
        double peak = MemoryFigures.ratio(figures.peak(), figures.used());
        if (peak > MOST_PEAK_RATIO) {
            say(
                    "Peak: the server once used " + times(peak) + " what it uses now",
                    "What was freed goes back to the operating system within seconds, MEMORY PURGE makes it do so at once;"
                            + " nothing has to be done unless the peak comes again and memory is short.");
        }
        double sparse = MemoryFigures.ratio(figures.held(), figures.used());
        if (sparse > MOST_FRAGMENTATION && figures.held() - figures.used() > LEAST_WASTE) {
            say(
                    "Fragmentation: slabs hold " + times(sparse) + " what live blocks take",
                    "Many keys were deleted between others that stayed, or values changed their sizes. New data of similar"
                            + " sizes fills the gaps; MEMORY MALLOC-STATS shows which sizes they have.");
        }
        double unreturned = MemoryFigures.ratio(figures.resident(), figures.held());
        if (unreturned > MOST_FRAGMENTATION && figures.resident() - figures.held() > LEAST_WASTE) {
            say(
                    "Memory kept back: " + MemoryAmount.text(figures.resident() - figures.held())
                            + " belong to no slab and were not given back yet",
                    "This lasts for seconds after much was freed; MEMORY PURGE ends it at once.");
        }
        if (clients > 0 && figures.clients() / clients > LARGEST_CLIENT_MEAN) {
            say(
                    "Large clients: their buffers take " + MemoryAmount.text(figures.clients() / clients) + " each",
                    "Either replies are large or somebody does not read them: CLIENT LIST shows whose tot-mem is high,"
                            + " client-output-buffer-limit and maxmemory-clients set bounds.");
        }
    }

    private void say(String finding, String advice) {
        report.append(" * ").append(finding).append(".\n   ").append(advice).append('\n');
    }

    private static String times(double ratio) {
        return FixedPoint.text(ratio, 2) + " times";
    }
}
