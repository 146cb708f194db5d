package io.glassbox.foundation.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ThisProcessTest {
    private final ThisProcess process = new ThisProcess();

    @Test
    @EnabledOnOs(OS.LINUX)
    void processorTimeOfAllThreadsContainsThatOfOne() {
        ProcessFigures.CpuTime thread = process.threadCpuTime();
        ProcessFigures.CpuTime all = process.cpuTime();
        assertTrue(all.userMicros() + all.systemMicros() > 0);
        assertTrue(all.userMicros() + all.systemMicros() >= thread.userMicros() + thread.systemMicros());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theProcessTakesPartOfTheMachine() {
        assertTrue(process.residentBytes() > 1 << 20);
        assertTrue(process.machineBytes() > process.residentBytes());
    }

    @Test
    void theProcessIsThisOne() {
        assertEquals(ProcessHandle.current().pid(), process.pid());
        assertTrue(process.operatingSystem().startsWith(System.getProperty("os.name") + " "));
    }
}
