package io.glassbox.scripting.debug;

import java.util.List;

/** What the debugger says of itself. */
final class DebugHelp {
    static final List<String> LINES = List.of(
            "Redis Lua debugger help:",
            "[h]elp               Show this help.",
            "[s]tep               Run the current line and stop again.",
            "[n]ext               The same as step.",
            "[c]ontinue           Run to the next breakpoint.",
            "[l]ist               List the source around the current line.",
            "[l]ist [line]        List the source around [line]; 0 is the current one.",
            "[l]ist [line] [ctx]  The same with [ctx] lines before and after it.",
            "[w]hole              List all of the source.",
            "[p]rint              Show all local variables.",
            "[p]rint <var>        Show a variable, or KEYS or ARGV.",
            "[b]reak              Show all breakpoints.",
            "[b]reak <line>       Stop at a line.",
            "[b]reak -<line>      Stop there no longer.",
            "[b]reak 0            Remove all breakpoints.",
            "[t]race              Show who called whom.",
            "[e]val <code>        Run some Lua, which does not see local variables.",
            "[r]edis <cmd>        Run a command of Redis.",
            "[m]axlen [len]       Cut what is shown to a length; 0 for never.",
            "[a]bort              End the script; what it has changed stays.",
            "",
            "Functions for scripts:",
            "redis.debug()        Show values in the debugger.",
            "redis.breakpoint()   Stop as if there were a breakpoint in the next line.");

    private DebugHelp() {}
}
