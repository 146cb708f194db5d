package io.glassbox.commands.server;

import static io.glassbox.foundation.setting.catalogue.MemorySettings.MAXMEMORY;

import io.glassbox.commands.server.info.MemoryFigures;
import io.glassbox.engine.server.Server;
import io.glassbox.structure.text.FixedPoint;
import io.glassbox.structure.text.MemoryAmount;

/**
 * MEMORY DOCTOR: looks at the figures of memory and says in words what may be wrong, and what helps. What frames the report, and
 * the names of findings that Redis has as well, are Redis's, for whoever looks for them; the advice is about this allocator.
 * What it says of scripts is Redis's altogether: they are kept alike.
 */
final class MemoryDoctor {
    private static final String EMPTY =
            "Hi Sam, this instance is empty or is using very little memory, my issues detector"
                    + " can't be used in these conditions. Please, leave for your mission on Earth and fill it with some data. The new Sam"
                    + " and I will be back to our programming as soon as I finished rebooting.\n";
    private static final String HEALTHY =
            "Hi Sam, I can't find any memory issue in your instance. I can only account for what occurs on this base.\n";
    private static final String HEADING = "Sam, I detected a few issues in this Redis instance memory implants:\n\n";
    private static final String CLOSING = "I'm here to keep you safe, Sam. I want to help you.\n";

    /** Below this, ratios say nothing: the server itself is most of what there is. */
    private static final long LEAST_BYTES = 5L << 20;

    /** Differences below this are not worth a word. */
    private static final long LEAST_WASTE = 10L << 20;

    private static final double MOST_FRAGMENTATION = 1.1;
    private static final double MOST_PEAK_RATIO = 1.5;
    private static final double MOST_OF_MACHINE = 0.75;
    private static final long LARGEST_CLIENT_MEAN = 200L << 10;
    private static final long MOST_SCRIPTS = 1000;

    private final MemoryFigures figures;
    private final StringBuilder report = new StringBuilder();

    private MemoryDoctor(MemoryFigures figures) {
        this.figures = figures;
    }

    /** {@code machineBytes}: main memory of the machine, 0 if unknown. */
    static String report(MemoryFigures figures, Server server, long machineBytes) {
        if (figures.used() < LEAST_BYTES) {
            return EMPTY;
        }
        MemoryDoctor doctor = new MemoryDoctor(figures);
        doctor.examineAllocator();
        doctor.examineLimit(server.settings().get(MAXMEMORY), server.eviction().notCountedBytes(), machineBytes);
        doctor.examineBuffers(server.sessions().count());
        doctor.examineScripts(server.scripts().figures().cachedScripts());
        return doctor.report.isEmpty() ? HEALTHY : HEADING + doctor.report + CLOSING;
    }

    private void examineAllocator() {
        double peak = MemoryFigures.ratio(figures.peak(), figures.used());
        if (peak > MOST_PEAK_RATIO) {
            say(
                    "Peak memory",
                    "The server once used " + times(peak)
                            + " what it uses now. What was freed goes back to the operating"
                            + " system within seconds, MEMORY PURGE makes it do so at once; nothing has to be done unless the"
                            + " peak comes again and memory is short.");
        }
        double sparse = MemoryFigures.ratio(figures.held(), figures.used());
        if (sparse > MOST_FRAGMENTATION && figures.held() - figures.used() > LEAST_WASTE) {
            say(
                    "High allocator fragmentation",
                    "Slabs hold " + times(sparse)
                            + " what live blocks take. Many keys were deleted between others that stayed,"
                            + " or values changed their sizes. New data of similar sizes fills the gaps; MEMORY MALLOC-STATS"
                            + " shows which sizes they have.");
        }
        double unreturned = MemoryFigures.ratio(figures.resident(), figures.held());
        if (unreturned > MOST_FRAGMENTATION && figures.resident() - figures.held() > LEAST_WASTE) {
            say(
                    "High allocator RSS overhead",
                    MemoryAmount.text(figures.resident() - figures.held())
                            + " belong to no slab and were not given back yet. This lasts for seconds after much was freed;"
                            + " MEMORY PURGE ends it at once.");
        }
    }

    private void examineLimit(long limit, long notCounted, long machineBytes) {
        if (limit == 0 && machineBytes > 0 && figures.used() > machineBytes * MOST_OF_MACHINE) {
            say(
                    "No limit",
                    "Data takes " + MemoryAmount.text(figures.used()) + " of the " + MemoryAmount.text(machineBytes)
                            + " of this machine, and nothing bounds it. With maxmemory the server refuses writes or evicts keys"
                            + " (maxmemory-policy); without it the kernel kills a process when memory runs out.");
        }
        long counted = figures.used() - notCounted;
        if (limit != 0 && Long.compareUnsigned(counted, limit) > 0) {
            say(
                    "Limit exceeded",
                    MemoryAmount.text(counted) + " are used of the " + MemoryAmount.text(limit)
                            + " of maxmemory. Either keys are being evicted right now, or maxmemory-policy leaves none to evict"
                            + " and writes are refused.");
        }
    }

    private void examineBuffers(int clients) {
        if (clients > 0 && figures.clients() / clients > LARGEST_CLIENT_MEAN) {
            say(
                    "Big client buffers",
                    "Clients take " + MemoryAmount.text(figures.clients() / clients)
                            + " each. Either replies are large or"
                            + " somebody does not read them: CLIENT LIST shows whose tot-mem is high,"
                            + " client-output-buffer-limit and maxmemory-clients set bounds.");
        }
        if (figures.appends() > LEAST_WASTE) {
            say(
                    "Big append-only buffer",
                    MemoryAmount.text(figures.appends())
                            + " wait to be written to the append-only file: the disk is slower"
                            + " than the writes are. INFO persistence shows aof_delayed_fsync, LATENCY LATEST what the disk"
                            + " takes.");
        }
    }

    private void examineScripts(long cached) {
        if (cached > MOST_SCRIPTS) {
            say(
                    "Many scripts",
                    "There seem to be many cached scripts in this instance (more than 1000). This may be because"
                            + " scripts are generated and `EVAL`ed, instead of being parameterized (with KEYS and ARGV),"
                            + " `SCRIPT LOAD`ed and `EVALSHA`ed. Unless `SCRIPT FLUSH` is called periodically, the scripts' caches may"
                            + " end up consuming most of your memory.");
        }
    }

    private void say(String finding, String advice) {
        report.append(" * ").append(finding).append(": ").append(advice).append("\n\n");
    }

    private static String times(double ratio) {
        return FixedPoint.text(ratio, 2) + " times";
    }
}
