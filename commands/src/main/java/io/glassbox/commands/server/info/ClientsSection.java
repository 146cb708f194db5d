package io.glassbox.commands.server.info;

import static io.glassbox.foundation.setting.catalogue.NetworkSettings.MAXCLIENTS;

import io.glassbox.engine.info.InfoWriter;
import io.glassbox.engine.server.Blocking;
import io.glassbox.engine.server.Server;
import io.glassbox.engine.server.Session;
import io.glassbox.engine.server.SessionFlag;

/** Who is connected, and what for. */
final class ClientsSection {
    private final Server server;

    ClientsSection(Server server) {
        this.server = server;
    }

    void write(InfoWriter out) {
        long largestInput = 0;
        long largestOutput = 0;
        int timed = 0;
        for (Session session : server.sessions().all()) {
            largestInput = Math.max(largestInput, session.link().queryBytes());
            largestOutput = Math.max(largestOutput, session.link().replyMemory());
            Blocking blocking = session.blocking();
            timed += blocking != null && blocking.deadlineNanos() != Long.MAX_VALUE ? 1 : 0;
        }
        out.field("connected_clients", server.sessions().count());
        out.field("cluster_connections", 0);
        out.field("maxclients", server.settings().get(MAXCLIENTS));
        out.field("client_recent_max_input_buffer", largestInput);
        out.field("client_recent_max_output_buffer", largestOutput);
        out.field("blocked_clients", server.sessions().count(SessionFlag.BLOCKED));
        out.field("tracking_clients", server.tracking().clientCount());
        out.field("pubsub_clients", server.sessions().count(SessionFlag.PUBSUB));
        out.field("watching_clients", server.watches().watchers());
        out.field("clients_in_timeout_table", timed);
        out.field("total_watched_keys", server.watches().total());
        out.field("total_blocking_keys", server.keyWaits().keyCount());
        out.field("total_blocking_keys_on_nokey", server.keyWaits().keyCountUntilGone());
    }
}
