package io.glassbox.quality.fuzz;

import io.glassbox.quality.testkit.Reply;
import io.glassbox.quality.testkit.RespClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asks a server which commands it has and how they are called. */
public final class CommandShapes {
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

    /** Places in what COMMAND says of a command. */
    private static final int FLAGS = 2;

    private static final int SUBCOMMANDS = 9;

    private CommandShapes() {}

    public static List<CommandShape> read(RespClient client) {
        List<CommandShape> shapes = new ArrayList<>();
        Map<String, Reply> docs = client.command("COMMAND", "DOCS").byName();
        for (Reply info : client.command("COMMAND").elements()) {
            read(info, docs, shapes);
        }
        return shapes;
    }

    private static void read(Reply info, Map<String, Reply> docs, List<CommandShape> shapes) {
        String name = info.element(0).text();
        Map<String, Reply> described = part(docs, name);
        List<Reply> subcommands =
                info.elements().size() > SUBCOMMANDS ? info.element(SUBCOMMANDS).elements() : List.of();
        if (!subcommands.isEmpty()) {
            Map<String, Reply> inner = part(described, "subcommands");
            subcommands.forEach(subcommand -> read(subcommand, inner, shapes));
        } else if (!LEFT_OUT.contains(name)) {
            Reply arguments = described.get("arguments");
            shapes.add(new CommandShape(
                    name,
                    arguments == null ? List.of() : ArgumentShape.read(arguments),
                    info.element(FLAGS).texts().contains("blocking")));
        }
    }

    private static Map<String, Reply> part(Map<String, Reply> whole, String name) {
        Reply part = whole.get(name);
        return part == null ? Map.of() : part.byName();
    }
}
