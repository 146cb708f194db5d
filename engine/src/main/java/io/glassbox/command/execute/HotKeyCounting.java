package io.glassbox.command.execute;

import io.glassbox.command.call.Args;
import io.glassbox.command.declare.Command;
import io.glassbox.command.declare.KeyFinder;
import io.glassbox.command.declare.KeyFlag;
import io.glassbox.command.declare.KeyPositions;
import io.glassbox.engine.clock.CommandClock;
import io.glassbox.engine.hotkey.HotKeys;
import io.glassbox.network.protocol.Request;
import java.util.Arrays;

/** Tells the count of hot keys what each key of a command has cost. Asked while somebody counts. */
final class HotKeyCounting implements KeyFinder.Sink {
    private final HotKeys hotKeys;
    private final CommandClock clock;
    private final Args args = new Args();
    private int[] positions = new int[16];
    private int count;

    HotKeyCounting(HotKeys hotKeys, CommandClock clock) {
        this.hotKeys = hotKeys;
        this.clock = clock;
    }

    void ran(Command command, Request request, long tookNanos, long replyBytes) {
        long begun = clock.nanosNow();
        count = 0;
        KeyPositions.find(command, args.wrap(request), this);
        long bytes = request.framedBytes() + replyBytes;
        if (count > 0 && hotKeys.ran(tookNanos, bytes)) {
            for (int i = 0; i < count; i++) {
                hotKeys.cost(args.at(positions[i]), tookNanos / count, bytes / count);
            }
        }
        hotKeys.tookItself(clock.nanosNow() - begun);
    }

    @Override
    public void key(int index, long flags) {
        if ((flags & KeyFlag.NOT_KEY.bit()) == 0) {
            if (count == positions.length) {
                positions = Arrays.copyOf(positions, 2 * count);
            }
            positions[count++] = index;
        }
    }
}
