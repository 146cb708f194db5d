package io.glassbox.foundation.process;

/** What the operating system tells about this process: an instance is asked when INFO is. */
public interface ProcessFigures {
    /** Time on a processor, in microseconds, for the program itself and for the system on its behalf. */
    record CpuTime(long userMicros, long systemMicros) {}

    /** Of all threads. */
    CpuTime cpuTime();

    /** Of the thread that asks. */
    CpuTime threadCpuTime();

    /** Bytes of main memory that the process takes; 0 if unknown. */
    long residentBytes();

    /** Bytes of main memory that the machine has; 0 if unknown. */
    long machineBytes();

    long pid();

    /** {@code Linux 6.12.0 x86_64}. */
    String operatingSystem();

    /** The program: the script that started the JVM if it said so, otherwise the JVM; empty if unknown. */
    String executable();
}
