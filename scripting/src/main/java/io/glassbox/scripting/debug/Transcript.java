package io.glassbox.scripting.debug;

import io.glassbox.network.protocol.ReplyBuffer;
import io.glassbox.network.protocol.ReplyChunks;
import io.glassbox.network.protocol.ReplyWriter;
import java.util.ArrayList;
import java.util.List;

/** The lines that the debugger has to say, until it says them. */
final class Transcript {
    private static final int DEFAULT_LENGTH = 256;
    private static final int LEAST_LENGTH = 60;

    private final List<String> lines = new ArrayList<>();
    private int longest = DEFAULT_LENGTH;
    private boolean hasHinted;

    void add(String line) {
        lines.add(line);
    }

    /** A line that is cut if it is too long. */
    void addCut(String line) {
        if (longest == 0 || line.length() <= longest) {
            add(line);
            return;
        }
        add(line.substring(0, longest) + " ...");
        if (!hasHinted) {
            hasHinted = true;
            add("<hint> The above reply was trimmed. Use 'maxlen 0' to disable trimming.");
        }
    }

    /** How long lines may be; 0 for as long as they are. */
    void cutAt(int length) {
        hasHinted = true;
        longest = length != 0 && length <= LEAST_LENGTH ? LEAST_LENGTH : Math.max(0, length);
    }

    int longest() {
        return longest;
    }

    /** All lines as one reply; there are none afterwards. The buffer is the caller's to clear. */
    ReplyBuffer take(ReplyChunks chunks) {
        ReplyBuffer buffer = new ReplyBuffer(chunks);
        ReplyWriter reply = new ReplyWriter(buffer);
        reply.array(lines.size());
        for (String line : lines) {
            reply.simple(line.replace('\r', ' ').replace('\n', ' '));
        }
        lines.clear();
        return buffer;
    }
}
