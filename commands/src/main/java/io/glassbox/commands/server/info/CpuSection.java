package io.glassbox.commands.server.info;

import io.glassbox.engine.info.InfoWriter;
import io.glassbox.foundation.process.ProcessFigures;
import io.glassbox.foundation.process.ProcessFigures.CpuTime;

/** Time on a processor, in seconds. The main thread is the one that runs commands. */
final class CpuSection {
    private static final long MICROS_PER_SECOND = 1_000_000;

    private final ProcessFigures process;

    CpuSection(ProcessFigures process) {
        this.process = process;
    }

    void write(InfoWriter out) {
        CpuTime all = process.cpuTime();
        CpuTime thread = process.threadCpuTime();
        seconds(out, "used_cpu_sys", all.systemMicros());
        seconds(out, "used_cpu_user", all.userMicros());
        seconds(out, "used_cpu_sys_children", 0);
        seconds(out, "used_cpu_user_children", 0);
        seconds(out, "used_cpu_sys_main_thread", thread.systemMicros());
        seconds(out, "used_cpu_user_main_thread", thread.userMicros());
    }

    private static void seconds(InfoWriter out, String name, long micros) {
        String fraction =
                Long.toString(MICROS_PER_SECOND + micros % MICROS_PER_SECOND).substring(1);
        out.field(name, micros / MICROS_PER_SECOND + "." + fraction);
    }
}
