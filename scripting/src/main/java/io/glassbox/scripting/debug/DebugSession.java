package io.glassbox.scripting.debug;

import io.glassbox.engine.server.Session;
import io.glassbox.network.protocol.ReplyBuffer;
import io.glassbox.network.protocol.Request;
import io.glassbox.scripting.lua.value.LuaError;
import io.glassbox.scripting.lua.value.LuaState;
import io.glassbox.scripting.lua.value.StepHook;
import io.glassbox.scripting.script.CallTrace;
import io.glassbox.structure.memory.ByteView;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One script under the debugger: where it stands, where it is to stop, and the talk with the client in between. */
final class DebugSession implements StepHook, CallTrace {
    private static final int MOST_BREAKPOINTS = 64;
    private static final int WORDS_SHOWN = 10;
    private static final long LOOK_NANOS = 1_000_000;

    /** Lines around the current one that are listed unless more are asked for. */
    private static final int CONTEXT = 5;

    private final Session session;
    private final String[] source;
    private final BooleanSupplier stopping;
    private final Inspection inspection;
    private final Transcript transcript = new Transcript();
    private final CommandReader reader = new CommandReader();
    private final TreeSet<Integer> breakpoints = new TreeSet<>();
    private final CalledLevels levels = new CalledLevels();
    private boolean isStepping = true;
    private boolean isAtBreakpointCall;
    private boolean isGone;
    private int line;

    /** Evaluates what the client asks for within the script's interpreter. */
    interface Inspection {
        /** One that every script has. */
        Object global(String name);

        void eval(String code, Transcript transcript);

        void call(List<String> command);
    }

    DebugSession(Session session, String source, BooleanSupplier stopping, Inspection inspection) {
        this.session = session;
        this.source = source.split("\n", -1);
        this.stopping = stopping;
        this.inspection = inspection;
    }

    Transcript transcript() {
        return transcript;
    }

    /** The script stops at its next line: {@code redis.breakpoint()}. */
    void breakNext() {
        isAtBreakpointCall = true;
    }

    @Override
    public void reached(LuaState state, Step step) {
        levels.reached(state.calls(), step);
        if (isGone || step.line() == line && !isAtBreakpointCall && !isStepping) {
            return;
        }
        boolean isSameLine = step.line() == line;
        line = step.line();
        boolean isBreak = isAtBreakpointCall || breakpoints.contains(line) && !isSameLine;
        if (!isBreak && (!isStepping || isSameLine)) {
            return;
        }
        String reason = "step over";
        if (isBreak) {
            reason = isAtBreakpointCall ? "redis.breakpoint() called" : "break point";
        }
        isStepping = false;
        isAtBreakpointCall = false;
        transcript.add("* Stopped at " + line + ", stop reason = " + reason);
        logLine(line);
        say();
        state.onOwner(() -> {
            talk(step);
            return null;
        });
    }

    /** Obeys the client until the script is to go on. */
    private void talk(Step step) {
        boolean goesOn = false;
        while (!goesOn && !isGone) {
            List<String> words = hear(step);
            if (words != null) {
                goesOn = obey(words, step);
                if (!goesOn) {
                    say();
                }
            }
        }
    }

    private @Nullable List<String> hear(Step step) {
        try {
            List<String> words = reader.next();
            while (words == null) {
                byte[] heard = session.link().heard();
                if (heard == null || stopping.getAsBoolean()) {
                    leave();
                    return null;
                }
                if (heard.length == 0) {
                    session.server().clock().sleep(LOOK_NANOS);
                }
                reader.add(heard);
                words = reader.next();
            }
            return words;
        } catch (CommandReader.Malformed e) {
            throw LuaError.fatal(e.words()).through(step);
        }
    }

    /** The client is gone: the script runs to its end by itself. */
    private void leave() {
        isGone = true;
        isStepping = false;
        breakpoints.clear();
    }

    /** Says what there is to say, and waits until it is out. */
    void say() {
        ReplyBuffer words = transcript.take(session.server().replyChunks());
        while (!isGone && !words.isEmpty()) {
            if (!session.link().say(words) || stopping.getAsBoolean()) {
                leave();
            } else if (!words.isEmpty()) {
                session.server().clock().sleep(LOOK_NANOS);
            }
        }
        words.clear();
    }

    /** True if the script goes on. */
    private boolean obey(List<String> words, Step step) {
        int count = words.size();
        switch (words.getFirst().toLowerCase(Locale.ROOT)) {
            case "s", "step", "n", "next" -> {
                isStepping = true;
                return true;
            }
            case "c", "continue" -> {
                return true;
            }
            case "a", "abort" ->
                throw LuaError.fatal("script aborted for user request").through(step);
            case "h", "help" -> DebugHelp.LINES.forEach(transcript::add);
            case "t", "trace" -> trace();
            case "m", "maxlen" -> maxlen(words);
            case "b", "break" -> breakpoints(words);
            case "w", "whole" -> list(0, 0);
            case "l", "list" -> {
                int around = count > 1 ? number(words.get(1)) : 0;
                list(around > 0 ? around : line, count > 2 ? number(words.get(2)) : CONTEXT);
            }
            case "p", "print" -> {
                if (count == 2) {
                    print(words.get(1));
                } else {
                    printAll(step);
                }
            }
            default -> obeyWithArguments(words);
        }
        return false;
    }

    private void obeyWithArguments(List<String> words) {
        String command = words.getFirst().toLowerCase(Locale.ROOT);
        List<String> arguments = words.subList(1, words.size());
        boolean isEval = command.equals("e") || command.equals("eval");
        boolean isCall = command.equals("r") || command.equals("redis");
        if (isEval) {
            inspection.eval(String.join(" ", arguments), transcript);
        } else if (isCall && !arguments.isEmpty()) {
            // Only what is called in steps is shown.
            isStepping = true;
            inspection.call(arguments);
            isStepping = false;
        } else {
            transcript.add("<error> Unknown Redis Lua debugger command or wrong number of arguments.");
        }
    }

    @SuppressWarnings("ReferenceEquality") // it is a mark, equal to nothing else
    private void print(String name) {
        Object value = levels.find(name);
        if (value != CalledLevels.NOT_THERE) {
            transcript.addCut("<value> " + ValueText.of(value));
        } else if (name.equals("KEYS") || name.equals("ARGV")) {
            transcript.addCut("<value> " + ValueText.of(inspection.global(name)));
        } else {
            transcript.add("No such variable.");
        }
    }

    private void printAll(Step step) {
        for (int i = 0; i < step.variables(); i++) {
            transcript.addCut("<value> " + step.name(i) + " = " + ValueText.of(step.value(i)));
        }
        if (step.variables() == 0) {
            transcript.add("No local variables in the current context.");
        }
    }

    private void trace() {
        levels.forEach((name, at) -> {
            transcript.add(name + ":");
            logLine(at);
        });
    }

    private static int number(String word) {
        try {
            return Integer.parseInt(word);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private void maxlen(List<String> words) {
        if (words.size() == 2) {
            transcript.cutAt(number(words.get(1)));
        }
        transcript.add(
                transcript.longest() == 0
                        ? "<value> replies are unlimited."
                        : "<value> replies are truncated at " + transcript.longest() + " bytes.");
    }

    private void breakpoints(List<String> words) {
        if (words.size() == 1 && breakpoints.isEmpty()) {
            transcript.add("No breakpoints set. Use 'b <line>' to add one.");
        } else if (words.size() == 1) {
            transcript.add(breakpoints.size() + " breakpoints set:");
            breakpoints.forEach(this::logLine);
        }
        for (String word : words.subList(1, words.size())) {
            if (word.matches("-?\\d{1,9}")) {
                breakpoint(Integer.parseInt(word));
            } else {
                transcript.add("Invalid argument:'" + word + "'");
            }
        }
    }

    private void breakpoint(int at) {
        if (at == 0) {
            breakpoints.clear();
            transcript.add("All breakpoints removed.");
        } else if (at < 0) {
            boolean was = breakpoints.remove(-at);
            transcript.add(was ? "Breakpoint removed." : "No breakpoint in the specified line.");
        } else if (breakpoints.size() == MOST_BREAKPOINTS) {
            transcript.add("Too many breakpoints set.");
        } else if (at > source.length) {
            transcript.add("Wrong line number.");
        } else {
            breakpoints.add(at);
            list(at, 1);
        }
    }

    /** Lines around one; all lines around none. */
    private void list(int around, int context) {
        for (int i = 1; i <= source.length; i++) {
            if (around == 0 || Math.abs((long) around - i) <= context) {
                logLine(i);
            }
        }
    }

    private void logLine(int number) {
        String text = number >= 1 && number <= source.length ? source[number - 1] : "<out of range source code line>";
        String mark = number == line ? "->" : "  ";
        String stop = breakpoints.contains(number) ? "#" : " ";
        transcript.add(String.format(Locale.ROOT, "%s%s%-3d %s", mark, stop, number, text));
    }

    @Override
    public void called(Request request) {
        if (!isStepping) {
            return;
        }
        StringBuilder shown = new StringBuilder("<redis>");
        ByteView word = new ByteView();
        int count = Math.min(WORDS_SHOWN, request.count());
        for (int i = 0; i < count; i++) {
            shown.append(' ')
                    .append(word.set(request.address(i), request.length(i)).toLatin1());
        }
        if (request.count() > count) {
            shown.append(" ... (").append(request.count() - count - 1).append(" more)");
        }
        transcript.add(shown.toString());
    }

    @Override
    public void replied(ReplyBuffer reply) {
        if (isStepping) {
            transcript.addCut("<reply> " + ReplyText.of(reply, session.server().slabs()));
        }
    }

    @Override
    public void refused(String error) {
        if (isStepping) {
            // A code other than the one that stands for none is told from the words by a sign.
            transcript.add("<error> " + (error.startsWith("ERR ") ? error.substring(4) : "-" + error));
        }
    }

    /** What {@code redis.debug} says. */
    void note(String values) {
        transcript.add("<debug> line " + line + ": " + values);
    }

    /** The script is over; its reply follows. */
    void end() {
        transcript.add("<endsession>");
        say();
    }
}
