package io.glassbox.quality.fuzz;

import io.glassbox.quality.testkit.Reply;
import io.glassbox.quality.testkit.RespClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Asks a server which commands it has and how they are called. */
final class CommandShapes {
    /**
     * Never called: they end the server, stop or delay it, write files, or change settings that the run rests on. Harmless
     * forms of some of them are among the {@link FixedRequests}.
     */
    private static final Set<String> LEFT_OUT = Set.of(
            "shutdown",
            "debug",
            "client|pause",
            "config|set",
            "config|rewrite",
            "save",
            "bgsave",
            "bgrewriteaof",
            "replicaof",
            "slaveof",
            "failover",
            "psync",
            "sync",
            "module|load",
            "module|loadex",
            "module|unload",
            "acl|save",
            "acl|load",
            "acl|setuser",
            "acl|deluser",
            "migrate");

    private CommandShapes() {}

    static List<CommandShape> read(RespClient client) {
        List<CommandShape> shapes = new ArrayList<>();
        Map<String, Reply> docs = client.command("COMMAND", "DOCS").byName();
        for (Reply info : client.command("COMMAND").elements()) {
            read(info, named(docs, info.element(0).text()), shapes);
        }
        return shapes;
    }

    private static void read(Reply info, Reply documentation, List<CommandShape> shapes) {
        String name = info.element(0).text();
        Map<String, Reply> fields = documentation.byName();
        List<Reply> subcommands = info.elements().size() > 9 ? info.element(9).elements() : List.of();
        if (!subcommands.isEmpty()) {
            Map<String, Reply> described = named(fields, "subcommands").byName();
            subcommands.forEach(subcommand ->
                    read(subcommand, named(described, subcommand.element(0).text()), shapes));
            return;
        }
        if (!LEFT_OUT.contains(name)) {
            List<ArgumentShape> arguments =
                    fields.containsKey("arguments") ? ArgumentShape.read(named(fields, "arguments")) : List.of();
            shapes.add(new CommandShape(name, arguments, info.element(2).texts().contains("blocking")));
        }
    }

    private static Reply named(Map<String, Reply> replies, String name) {
        return Objects.requireNonNull(replies.get(name), name);
    }
}
