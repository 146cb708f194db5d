package io.glassbox.foundation.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.foundation.file.DiskFileSystem;
import io.glassbox.foundation.time.ManualClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTest {
    private final ManualClock clock = new ManualClock(1_700_000_000_007L);
    private final CapturingSink captured = new CapturingSink();
    private final Log log = new Log(clock, ZoneOffset.UTC, 4711, captured);

    @Test
    void aLineHasTheFormOfRedis() {
        log.setRole(LogRole.PRIMARY);
        log.notice("Ready to accept connections");
        log.setRole(LogRole.REPLICA);
        log.warning("late");
        assertEquals(
                List.of(
                        "4711:M 14 Nov 2023 22:13:20.007 * Ready to accept connections",
                        "4711:S 14 Nov 2023 22:13:20.007 # late"),
                captured.entries().stream().map(CapturingSink.Entry::line).toList());
    }

    @Test
    void eachLevelHasItsMark() {
        log.setLevel(LogLevel.DEBUG);
        log.debug("a");
        log.verbose("b");
        log.notice("c");
        log.warning("d");
        assertEquals(
                List.of(". a", "- b", "* c", "# d"),
                captured.entries().stream()
                        .map(entry -> entry.line().substring(entry.line().length() - 3))
                        .toList());
    }

    @Test
    void linesBelowTheLevelAreNeitherBuiltNorWritten() {
        log.debug(() -> {
            throw new AssertionError("built");
        });
        log.verbose("not written");
        assertTrue(captured.entries().isEmpty());
        assertFalse(log.isEnabled(LogLevel.VERBOSE));
        log.setLevel(LogLevel.NOTHING);
        log.warning("not written");
        log.raw(LogLevel.WARNING, "not written");
        assertTrue(captured.entries().isEmpty());
    }

    @Test
    void rawTextIsWrittenAsItIs() {
        log.raw(LogLevel.NOTICE, "  banner\n  PID: 4711\n");
        assertEquals("  banner\n  PID: 4711\n", captured.entries().getFirst().line());
    }

    @Test
    void aLineReachesAStreamInOneFlushedWrite() {
        int[] flushes = new int[1];
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            @Override
            public void flush() {
                flushes[0]++;
            }
        };
        log.setSinks(new StreamSink(out), captured);
        log.notice("näher");
        assertEquals(captured.entries().getFirst().line() + "\n", out.toString(StandardCharsets.UTF_8));
        assertEquals(1, flushes[0]);
    }

    @Test
    void aBrokenStreamDoesNotReachTheCaller() {
        log.setSinks(new StreamSink(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("gone");
            }
        }));
        log.warning("into the void");
    }

    @Test
    void aFileIsAppendedToAndFollowedWhenItIsMoved(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("server.log");
        FileSink sink = new FileSink(new DiskFileSystem(), file);
        sink.probe();
        log.setSinks(sink);
        log.notice("one");
        Files.move(file, directory.resolve("server.log.1"));
        log.notice("two");
        log.notice("three");
        assertEquals(1, Files.readAllLines(directory.resolve("server.log.1")).size());
        assertEquals(2, Files.readAllLines(file).size());
        assertThrows(
                IOException.class, () -> new FileSink(new DiskFileSystem(), directory.resolve("no/such.log")).probe());
    }

    @Test
    void syslogTakesAnyMessage() {
        SyslogSink sink = new SyslogSink("glassbox-test", SyslogFacility.LOCAL3);
        log.setSinks(sink, captured);
        log.warning("100 % \0 of it");
        assertTrue(captured.contains("100 %"));
    }
}
