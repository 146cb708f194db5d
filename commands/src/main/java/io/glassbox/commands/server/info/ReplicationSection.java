package io.glassbox.commands.server.info;

import io.glassbox.engine.info.InfoWriter;
import io.glassbox.engine.server.Server;
import io.glassbox.foundation.setting.catalogue.ReplicationSettings;

/** Replication of a server that nobody copies. */
final class ReplicationSection {
    private static final String NO_ID = "0".repeat(40);

    private final Server server;

    ReplicationSection(Server server) {
        this.server = server;
    }

    void write(InfoWriter out) {
        out.field("role", "master");
        out.field("connected_slaves", 0);
        out.field("master_failover_state", "no-failover");
        out.field("master_replid", server.replicationId());
        out.field("master_replid2", NO_ID);
        out.field("master_repl_offset", 0);
        out.field("second_repl_offset", -1);
        out.field("repl_backlog_active", 0);
        out.field("repl_backlog_size", server.settings().get(ReplicationSettings.REPL_BACKLOG_SIZE));
        out.field("repl_backlog_first_byte_offset", 0);
        out.field("repl_backlog_histlen", 0);
    }
}
