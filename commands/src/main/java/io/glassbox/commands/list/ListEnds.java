package io.glassbox.commands.list;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.engine.change.KeyEvent;

/** The two ends of a list, as clients name them and as events tell of them. An end is said to be the last or not. */
final class ListEnds {
    private ListEnds() {}

    /** Whether the argument says RIGHT rather than LEFT. */
    static boolean isLast(Args args, int index) {
        boolean isLast = args.is(index, "RIGHT");
        if (!isLast && !args.is(index, "LEFT")) {
            throw CommandError.SYNTAX;
        }
        return isLast;
    }

    static KeyEvent pushed(boolean last) {
        return last ? KeyEvent.RPUSH : KeyEvent.LPUSH;
    }

    static KeyEvent popped(boolean last) {
        return last ? KeyEvent.RPOP : KeyEvent.LPOP;
    }
}
