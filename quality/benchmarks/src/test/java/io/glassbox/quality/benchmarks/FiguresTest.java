package io.glassbox.quality.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void throughputAndPercentilesComeFromTheReportOfRedisBenchmark() throws IOException {
        Load.Result result = RedisBenchmark.parse("""
                GET: rps=0.0 (overall: nan)\r====== GET ======

                Latency by percentile distribution:
                0.000% <= 0.103 milliseconds (cumulative count 1)
                98.438% <= 1.207 milliseconds (cumulative count 98)
                99.219% <= 2.303 milliseconds (cumulative count 99)
                99.902% <= 4.975 milliseconds (cumulative count 19981)
                100.000% <= 5.319 milliseconds (cumulative count 20000)

                Summary:
                  throughput summary: 46296.30 requests per second
                """);
        assertEquals(new Load.Result(46296.30, 2.303, 4.975), result);
        assertThrows(IOException.class, () -> RedisBenchmark.parse("Could not connect"));
    }

    @Test
    void theMedianOfAnEvenNumberIsTheMeanOfTheMiddleTwo() {
        assertEquals(2, Statistics.median(List.of(3.0, 1.0, 2.0)));
        assertEquals(2.5, Statistics.median(List.of(4.0, 1.0, 2.0, 3.0)));
    }

    @Test
    void twiceAndHalfCancelOutInTheGeometricMean() {
        assertEquals(1, Statistics.geometricMean(List.of(2.0, 0.5)), 1e-12);
    }

    @Test
    void msetSetsTenPairs() {
        List<String> command = Workload.MSET_10.command(3);
        assertEquals(21, command.size());
        assertEquals("xxx", command.getLast());
    }

    @Test
    void columnsOfATableAreAligned() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Table("command", "req/s").row("GET", "1").print(new PrintStream(out, true, StandardCharsets.UTF_8));
        assertEquals("""
                | command | req/s |
                |---------|------:|
                | GET     |     1 |

                """, out.toString(StandardCharsets.UTF_8));
    }
}
