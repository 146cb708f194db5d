package io.glassbox.scripting.lua.value;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An error on its way to who catches it, with any value of Lua. No stack of Java is recorded.
 *
 * <p>What the text of an error says about its place depends on who called: {@code error} and functions in Java blame the line
 * that called them. Instead of keeping lines in a stack at all times, the error finds them on its way up: every call in
 * a program that it passes tells its {@link Site} by {@link #passOn}.
 */
public final class LuaError extends RuntimeException {
    private static final int MAX_TRACE = 24;

    /** Not about an argument: there may be errors of argument 0. */
    private static final int NO_ARGUMENT = -1;

    private transient @Nullable Object value;
    private transient @Nullable Site raisedAt;
    private final transient List<Site> trace = new ArrayList<>(0);
    private final int argument;

    /** Calls still to pass until the one whose position goes before the text; 0 if the text is complete. */
    private int level;

    private final boolean catchable;

    /** Whether the function that it left last is one of Java, which stays below its caller even if that calls it at its end. */
    private boolean isFromNative = true;

    /** Who has caught the error but lacks the position of the call to itself. */
    private transient @Nullable Catcher catcher;

    /** What a function of Java that catches errors returns for one. */
    @FunctionalInterface
    public interface Catcher {
        @Nullable
        Object resultFor(LuaError error);
    }

    private LuaError(@Nullable Object value, int level, int argument, boolean catchable) {
        super(null, null, false, false);
        this.value = value;
        this.level = level;
        this.argument = argument;
        this.catchable = catchable;
    }

    /** Any value, as it is. */
    public static LuaError of(@Nullable Object value) {
        return new LuaError(value, 0, NO_ARGUMENT, true);
    }

    /** A text without any position. */
    public static LuaError unlocated(String text) {
        return of(LuaString.of(text));
    }

    /** What functions in Java raise: the position of their caller goes before the text. */
    public static LuaError located(String text) {
        return atLevel(LuaString.of(text), 1);
    }

    /** As {@code error(text, level)}: 1 is the caller of the function that raises this, 2 the caller of that. */
    public static LuaError atLevel(LuaString text, int level) {
        return new LuaError(text, level, NO_ARGUMENT, true);
    }

    /** {@code bad argument #n to 'function' (what)}; the index counts from 0, the function's name comes from its caller. */
    public static LuaError badArgument(int index, String what) {
        return new LuaError(LuaString.of(what), 1, index + 1, true);
    }

    /** What an operation of the program raises. */
    public static LuaError at(Site site, String text) {
        LuaError error = of(new LuaBuffer().append(site.position()).append(text).toLuaString());
        if (site.line() > 0) {
            error.raisedAt = site;
        }
        return error;
    }

    public static LuaError notEnoughMemory() {
        return unlocated("not enough memory");
    }

    /** Ends the program for good: no {@code pcall} catches it. */
    public static LuaError fatal(String text) {
        return new LuaError(LuaString.of(text), 0, NO_ARGUMENT, false);
    }

    public boolean isCatchable() {
        return catchable;
    }

    /** The value as who catches it sees it. */
    public @Nullable Object value() {
        if (argument != NO_ARGUMENT && level > 0) {
            complete(null);
        }
        level = 0;
        return value;
    }

    /** Replaces the value; the position stays. */
    public void setValue(@Nullable Object value) {
        level = 0;
        this.value = value;
    }

    /** The innermost place in a program that the error was seen at; null if it never was in one. */
    public @Nullable Site raisedAt() {
        return raisedAt;
    }

    /** To be called by a place in a program that the error comes from. Returns this. */
    public LuaError through(Site site) {
        return through(site, false);
    }

    private LuaError through(Site site, boolean isTail) {
        if (raisedAt == null) {
            raisedAt = site;
        }
        if (trace.size() < MAX_TRACE) {
            trace.add(site);
        }
        if (level > 0 && --level == 0) {
            complete(isTail && !isFromNative ? null : site);
        }
        isFromNative = false;
        return this;
    }

    private void throughNative() {
        if (raisedAt == null) {
            raisedAt = Site.NATIVE;
        }
        if (level > 0 && --level == 0) {
            complete(null);
        }
        isFromNative = true;
    }

    /** To be called where a call of the program lets the error pass: throws it, or returns what {@link #caughtBy} left to return. */
    public @Nullable Object passOn(Site site) {
        return passOn(site, false);
    }

    /** @param isTail whether a function of a program has replaced its caller, whose line is then not known any more */
    public @Nullable Object passOn(Site site, boolean isTail) {
        through(site, isTail);
        return end();
    }

    /** The same where a function of Java has called back: there is no line that could be blamed. */
    public @Nullable Object passOnNative() {
        throughNative();
        return end();
    }

    private @Nullable Object end() {
        Catcher waiting = catcher;
        if (waiting == null) {
            throw this;
        }
        catcher = null;
        return waiting.resultFor(this);
    }

    /**
     * To be called by a function of Java that catches the error, as {@code pcall} does: its result. A text that blames the caller
     * of that very function lacks a position which only the call knows, so the error goes on to the call and ends there, with the
     * result. Callers further out are beyond reach: a text that blames one of them stays without a position.
     */
    public @Nullable Object caughtBy(Catcher by) {
        throughNative();
        if (level > 0) {
            catcher = by;
            throw this;
        }
        return by.resultFor(this);
    }

    /** Whether it has been caught and is on its way for a position only. */
    public boolean isCaught() {
        return catcher != null;
    }

    private void complete(@Nullable Site site) {
        LuaString position = site == null ? LuaString.EMPTY : site.position();
        LuaBuffer text = new LuaBuffer().append(position);
        if (argument == NO_ARGUMENT) {
            text.append(requireText());
        } else {
            describeArgument(text, site == null ? null : site.operand(0));
        }
        value = text.toLuaString();
        level = 0;
    }

    private void describeArgument(LuaBuffer text, Site.@Nullable Variable called) {
        LuaString name = called == null ? LuaString.of("?") : called.name();
        int number = argument;
        if (called != null && called.kind().equals("method")) {
            number--;
            if (number == 0) {
                text.append("calling '")
                        .append(name)
                        .append("' on bad self (")
                        .append(requireText())
                        .append(")");
                return;
            }
        }
        text.append("bad argument #" + number + " to '").append(name).append("' (");
        text.append(requireText()).append(")");
    }

    private LuaString requireText() {
        return value instanceof LuaString text ? text : LuaString.EMPTY;
    }

    /** The calls that the error passed, innermost first, as {@code stack traceback:} and a line for each. */
    public LuaString traceback() {
        LuaBuffer text = new LuaBuffer().append("stack traceback:");
        for (Site site : trace) {
            text.append("\n\t").append(ChunkName.shortened(site.source())).append(":" + site.line() + ": in function");
        }
        return text.toLuaString();
    }

    @Override
    public String getMessage() {
        return LuaText.of(value()).toString();
    }
}
