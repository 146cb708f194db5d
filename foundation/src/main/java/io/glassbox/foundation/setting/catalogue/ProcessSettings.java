package io.glassbox.foundation.setting.catalogue;

import static io.glassbox.foundation.setting.declare.Setting.choice;
import static io.glassbox.foundation.setting.declare.Setting.choices;
import static io.glassbox.foundation.setting.declare.Setting.directory;
import static io.glassbox.foundation.setting.declare.Setting.flag;
import static io.glassbox.foundation.setting.declare.Setting.integer;
import static io.glassbox.foundation.setting.declare.Setting.oomScores;
import static io.glassbox.foundation.setting.declare.Setting.optionalText;
import static io.glassbox.foundation.setting.declare.Setting.text;
import static io.glassbox.foundation.setting.declare.SettingFlag.DENIED_WHILE_LOADING;
import static io.glassbox.foundation.setting.declare.SettingFlag.PROTECTED;

import io.glassbox.foundation.log.LogLevel;
import io.glassbox.foundation.log.SyslogFacility;
import io.glassbox.foundation.setting.declare.Setting;
import io.glassbox.foundation.setting.value.OomScoreAdj;
import io.glassbox.foundation.setting.value.ShutdownOption;
import io.glassbox.foundation.setting.value.Supervision;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The process: where it runs, what it logs, how it behaves towards the operating system and how it ends. */
public final class ProcessSettings {
    /** Whether the server detaches from its terminal. */
    public static final Setting<Boolean> DAEMONIZE = flag("daemonize", false).immutable();

    /** Which service manager is told that the server is ready. */
    public static final Setting<Supervision> SUPERVISED =
            choice("supervised", Supervision.NO).immutable();

    /** File that the process id is written to. */
    public static final Setting<String> PIDFILE = optionalText("pidfile").immutable();

    /** The directory that relative names start from. */
    public static final Setting<String> DIR = directory("dir").with(PROTECTED, DENIED_WHILE_LOADING);

    /** Whether the start banner is shown when the log is no terminal, too. */
    public static final Setting<Boolean> ALWAYS_SHOW_LOGO =
            flag("always-show-logo", false).immutable();

    /** The least level of lines in the log. */
    public static final Setting<LogLevel> LOGLEVEL = choice("loglevel", LogLevel.NOTICE);

    /** File of the log; none is standard output. */
    public static final Setting<String> LOGFILE = text("logfile", "").immutable();

    /** Whether log lines go to syslog as well. */
    public static final Setting<Boolean> SYSLOG_ENABLED =
            flag("syslog-enabled", false).immutable();

    /** The name in syslog. */
    public static final Setting<String> SYSLOG_IDENT =
            text("syslog-ident", "redis").immutable();

    /** The facility in syslog. */
    public static final Setting<SyslogFacility> SYSLOG_FACILITY =
            choice("syslog-facility", SyslogFacility.LOCAL0).immutable();

    /** Whether a crash is reported in the log. */
    public static final Setting<Boolean> CRASH_LOG_ENABLED = flag("crash-log-enabled", true);

    /** Whether memory is checked after a crash. */
    public static final Setting<Boolean> CRASH_MEMCHECK_ENABLED = flag("crash-memcheck-enabled", true);

    /** Whether a panic exits rather than aborts. */
    public static final Setting<Boolean> USE_EXIT_ON_PANIC =
            flag("use-exit-on-panic", false).hidden();

    /** Whether keys and arguments are kept out of the log. */
    public static final Setting<Boolean> HIDE_USER_DATA_FROM_LOG = flag("hide-user-data-from-log", false);

    /** Milliseconds after which a command that still runs is reported; 0 is never. */
    public static final Setting<Integer> WATCHDOG_PERIOD =
            integer("watchdog-period", 0, Integer.MAX_VALUE, 0).hidden();

    /** Warnings about the system, parted by blanks, that do not prevent a start. */
    public static final Setting<String> IGNORE_WARNINGS = text("ignore-warnings", "");

    /** Whether the process shows its addresses and mode in its title. */
    public static final Setting<Boolean> SET_PROC_TITLE =
            flag("set-proc-title", true).immutable();

    /** Form of that title. */
    public static final Setting<String> PROC_TITLE_TEMPLATE =
            text("proc-title-template", "{title} {listen-addr} {server-mode}").checked(TitleTemplate::objection);

    /** Locale by which SORT ALPHA compares; empty is that of the environment. */
    public static final Setting<String> LOCALE_COLLATE = text("locale-collate", "");

    /** Runs of periodic work a second. */
    public static final Setting<Integer> HZ =
            integer("hz", 0, Integer.MAX_VALUE, 10).adjusted(hz -> Math.clamp(hz, 1, 500));

    /** Whether periodic work runs more often when there are many clients. */
    public static final Setting<Boolean> DYNAMIC_HZ = flag("dynamic-hz", true);

    /** What the first SIGINT does. */
    public static final Setting<Set<ShutdownOption>> SHUTDOWN_ON_SIGINT =
            choices("shutdown-on-sigint", ShutdownOption.DEFAULT).checked(ProcessSettings::shutdownObjection);

    /** What SIGTERM does. */
    public static final Setting<Set<ShutdownOption>> SHUTDOWN_ON_SIGTERM =
            choices("shutdown-on-sigterm", ShutdownOption.DEFAULT).checked(ProcessSettings::shutdownObjection);

    /** Seconds that a shutdown waits for replicas to catch up. */
    public static final Setting<Integer> SHUTDOWN_TIMEOUT = integer("shutdown-timeout", 0, Integer.MAX_VALUE, 10);

    /** Whether the kernel's choice of what to kill is influenced. */
    public static final Setting<OomScoreAdj> OOM_SCORE_ADJ = choice("oom-score-adj", OomScoreAdj.NO);

    /** The adjustments for a primary, a replica and a background job. */
    public static final Setting<List<Integer>> OOM_SCORE_ADJ_VALUES =
            oomScores("oom-score-adj-values", List.of(0, 200, 800));

    /** Whether the process does without transparent huge pages. */
    public static final Setting<Boolean> DISABLE_THP = flag("disable-thp", true).immutable();

    /** CPUs for the engine and I/O threads. */
    public static final Setting<String> SERVER_CPULIST =
            optionalText("server-cpulist").immutable().alias("server_cpulist");

    /** CPUs for background threads. */
    public static final Setting<String> BIO_CPULIST =
            optionalText("bio-cpulist").immutable().alias("bio_cpulist");

    /** CPUs for rewrites of the append-only file. */
    public static final Setting<String> AOF_REWRITE_CPULIST =
            optionalText("aof-rewrite-cpulist").immutable().alias("aof_rewrite_cpulist");

    /** CPUs for snapshots. */
    public static final Setting<String> BGSAVE_CPULIST =
            optionalText("bgsave-cpulist").immutable().alias("bgsave_cpulist");

    /** All of them. */
    public static final List<Setting<?>> ALL = List.of(
            DAEMONIZE,
            SUPERVISED,
            PIDFILE,
            DIR,
            ALWAYS_SHOW_LOGO,
            LOGLEVEL,
            LOGFILE,
            SYSLOG_ENABLED,
            SYSLOG_IDENT,
            SYSLOG_FACILITY,
            CRASH_LOG_ENABLED,
            CRASH_MEMCHECK_ENABLED,
            USE_EXIT_ON_PANIC,
            HIDE_USER_DATA_FROM_LOG,
            WATCHDOG_PERIOD,
            IGNORE_WARNINGS,
            SET_PROC_TITLE,
            PROC_TITLE_TEMPLATE,
            LOCALE_COLLATE,
            HZ,
            DYNAMIC_HZ,
            SHUTDOWN_ON_SIGINT,
            SHUTDOWN_ON_SIGTERM,
            SHUTDOWN_TIMEOUT,
            OOM_SCORE_ADJ,
            OOM_SCORE_ADJ_VALUES,
            DISABLE_THP,
            SERVER_CPULIST,
            BIO_CPULIST,
            AOF_REWRITE_CPULIST,
            BGSAVE_CPULIST);

    private ProcessSettings() {}

    private static @Nullable String shutdownObjection(Set<ShutdownOption> options) {
        return options.contains(ShutdownOption.SAVE) && options.contains(ShutdownOption.NOSAVE)
                ? "shutdown options SAVE and NOSAVE can't be used simultaneously"
                : null;
    }
}
