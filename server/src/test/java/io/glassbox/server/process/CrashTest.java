package io.glassbox.server.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.engine.server.Fault;
import io.glassbox.engine.server.Server;
import io.glassbox.foundation.file.DiskFileSystem;
import io.glassbox.foundation.file.WorkingDirectory;
import io.glassbox.foundation.log.CapturingSink;
import io.glassbox.foundation.log.Log;
import io.glassbox.foundation.random.SeededRandom;
import io.glassbox.foundation.setting.Settings;
import io.glassbox.foundation.time.ManualClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashTest {
    private final ManualClock clock = new ManualClock(1_700_000_000_000L);
    private final CapturingSink sink = new CapturingSink();
    private final Settings settings = new Settings();
    private final DiskFileSystem files = new DiskFileSystem();
    private final Server server = new Server(
            new Server.Surroundings(
                    settings, clock, new SeededRandom(1), new Log(clock, 1, sink), new WorkingDirectory(files)),
            1);
    private final List<Integer> exits = new ArrayList<>();

    @TempDir
    Path directory;

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aSegmentationFaultIsReportedAsTheSignalThatItIs() {
        crash().fault(Fault.SEGMENTATION);
        assertTrue(log().contains("Redis 7.0.15 crashed by signal: 11"), log());
        assertTrue(log().contains("CrashTest.aSegmentationFaultIsReportedAsTheSignalThatItIs"), log());
        assertTrue(log().contains("CONFIG DEBUG OUTPUT"), log());
        assertEquals(List.of(139), exits);
    }

    @Test
    void everyFaultSaysWhatItIs() {
        for (Fault fault : List.of(Fault.ASSERTION, Fault.PANIC, Fault.OUT_OF_MEMORY)) {
            crash().fault(fault);
        }
        assertTrue(log().contains("ASSERTION FAILED"), log());
        assertTrue(log().contains("PANIC"), log());
        assertTrue(log().contains("Out Of Memory"), log());
        assertEquals(List.of(134, 134, 134), exits);
    }

    @Test
    void anAbortFromOutsideIsReportedAsTheSignalThatItIs() {
        crash().aborted();
        assertTrue(log().contains("Redis 7.0.15 crashed by signal: 6"), log());
        assertEquals(List.of(134), exits);
    }

    @Test
    void aBugOfTheEngineIsReportedWithItsCause() {
        crash().uncaught(new IllegalStateException("outer", new AssertionError("inner")));
        assertTrue(log().contains("The engine failed: java.lang.IllegalStateException: outer"), log());
        assertTrue(log().contains("java.lang.AssertionError: inner"), log());
        assertEquals(List.of(134), exits);
    }

    @Test
    void withoutTheCrashLogOnlyTheReasonIsTold() throws Exception {
        settings.initialize("crash-log-enabled", "no");
        crash().fault(Fault.SEGMENTATION);
        assertTrue(log().contains("Redis 7.0.15 crashed by signal: 11"), log());
        assertFalse(log().contains("STACK TRACES"), log());
    }

    @Test
    void thePidFileGoes() throws Exception {
        Path file = directory.resolve("pid");
        PidFile pidFile = new PidFile(files, file);
        pidFile.write(server.log());
        assertTrue(Files.exists(file));
        new Crash(server, pidFile, exits::add).aborted();
        assertFalse(Files.exists(file));
    }

    private Crash crash() {
        return new Crash(server, new PidFile(files, directory.resolve("pid")), exits::add);
    }

    private String log() {
        return String.join("\n", sink.messages());
    }
}
