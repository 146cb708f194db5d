package io.glassbox.foundation.log;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * Messages to the system's logger through the C library: the JDK speaks no datagrams over Unix sockets.
 *
 * <p>The C library keeps one identity a process; with several servers in a JVM the last one opened names them all. The
 * identity's text is referred to by the C library for good, hence the global arena.
 */
public final class SyslogSink implements LogSink {
    private static final int LOG_PID = 0x01;
    private static final int LOG_NDELAY = 0x08;
    private static final int LOG_NOWAIT = 0x10;

    private final MethodHandle syslog;
    private final MemorySegment format = Arena.global().allocateFrom("%s");

    /** Opens the connection to the logger; whether anybody listens there cannot be told. */
    public SyslogSink(String identity, SyslogFacility facility) {
        Linker linker = Linker.nativeLinker();
        MethodHandle openlog = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("openlog"), FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT, JAVA_INT));
        this.syslog = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("syslog"),
                FunctionDescriptor.ofVoid(JAVA_INT, ADDRESS, ADDRESS),
                Linker.Option.firstVariadicArg(2));
        try {
            openlog.invokeExact(
                    Arena.global().allocateFrom(identity), LOG_PID | LOG_NDELAY | LOG_NOWAIT, facility.code);
        } catch (Throwable e) {
            throw new IllegalStateException("openlog", e);
        }
    }

    @Override
    public void write(LogLevel level, String message, String line) {
        // A C string ends at its first zero byte, and the FFM API refuses texts that contain one.
        String text = message.replace('\0', ' ');
        try (Arena arena = Arena.ofConfined()) {
            syslog.invokeExact(level.syslogPriority, format, arena.allocateFrom(text));
        } catch (Throwable e) {
            throw new IllegalStateException("syslog", e);
        }
    }
}
