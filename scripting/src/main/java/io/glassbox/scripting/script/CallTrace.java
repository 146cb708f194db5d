package io.glassbox.scripting.script;

import io.glassbox.network.protocol.ReplyBuffer;
import io.glassbox.network.protocol.Request;

/** Sees what a script calls, and what it is answered. */
public interface CallTrace {
    CallTrace NONE = new CallTrace() {
        @Override
        public void called(Request request) {}

        @Override
        public void replied(ReplyBuffer reply) {}

        @Override
        public void refused(String error) {}
    };

    void called(Request request);

    void replied(ReplyBuffer reply);

    void refused(String error);
}
