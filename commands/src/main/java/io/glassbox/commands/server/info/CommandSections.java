package io.glassbox.commands.server.info;

import static io.glassbox.foundation.setting.catalogue.ObservationSettings.LATENCY_TRACKING_INFO_PERCENTILES;

import io.glassbox.command.declare.CommandTable;
import io.glassbox.command.declare.RegisteredCommand;
import io.glassbox.engine.info.InfoWriter;
import io.glassbox.engine.server.Server;
import io.glassbox.engine.statistics.CommandCounters;
import io.glassbox.structure.text.FixedPoint;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/** What each command has cost, how long it took, and which errors were replied. */
final class CommandSections {
    private static final double NANOS_PER_MICRO = 1000;

    private final Supplier<CommandTable> table;
    private final Server server;

    CommandSections(Supplier<CommandTable> table, Server server) {
        this.table = table;
        this.server = server;
    }

    void writeCalls(InfoWriter out) {
        forEach(table.get().all(), command -> {
            CommandCounters counters = command.counters();
            if (counters.calls() == 0 && counters.failures() == 0 && counters.rejections() == 0) {
                return;
            }
            long micros = (long) (counters.nanos() / NANOS_PER_MICRO);
            double each = counters.calls() == 0 ? 0 : (double) micros / counters.calls();
            out.field(
                    "cmdstat_" + command.name(),
                    "calls=" + counters.calls() + ",usec=" + micros + ",usec_per_call=" + FixedPoint.text(each, 2)
                            + ",rejected_calls=" + counters.rejections() + ",failed_calls=" + counters.failures());
        });
    }

    void writeErrors(InfoWriter out) {
        server.statistics().errorsByCode().forEach((code, count) -> out.field("errorstat_" + code, "count=" + count));
    }

    void writeLatencies(InfoWriter out) {
        List<Double> percentiles = server.settings().get(LATENCY_TRACKING_INFO_PERCENTILES);
        forEach(table.get().all(), command -> {
            Histogram latency = command.counters().latency();
            if (latency == null || latency.getTotalCount() == 0) {
                return;
            }
            StringBuilder values = new StringBuilder();
            for (double percentile : percentiles) {
                double micros = latency.getValueAtPercentile(percentile) / NANOS_PER_MICRO;
                values.append(values.isEmpty() ? "" : ",")
                        .append('p')
                        .append(shortest(percentile))
                        .append('=')
                        .append(FixedPoint.text(micros, 3));
            }
            out.field("latency_percentiles_usec_" + command.name(), values.toString());
        });
    }

    private static String shortest(double percentile) {
        BigDecimal decimal = BigDecimal.valueOf(percentile);
        return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
    }

    private static void forEach(Collection<RegisteredCommand> commands, Consumer<RegisteredCommand> action) {
        for (RegisteredCommand command : commands) {
            action.accept(command);
            forEach(command.subcommands().values(), action);
        }
    }
}
