package io.glassbox.commands.server;

import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.ADMIN;
import static io.glassbox.command.declare.CommandFlag.LOADING;
import static io.glassbox.command.declare.CommandFlag.NOSCRIPT;
import static io.glassbox.command.declare.CommandFlag.STALE;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.call.HelpText;
import io.glassbox.command.declare.Command;
import io.glassbox.command.declare.RegisteredCommand;
import io.glassbox.command.execute.CommandPipeline;
import io.glassbox.engine.server.Server;
import io.glassbox.engine.server.Session;
import io.glassbox.foundation.setting.ChangeRefused;
import io.glassbox.foundation.setting.ChangeRights;
import io.glassbox.foundation.setting.ConfigurationRewriter;
import io.glassbox.foundation.setting.SettingChange;
import io.glassbox.foundation.setting.Settings;
import io.glassbox.foundation.setting.catalogue.SecuritySettings;
import io.glassbox.foundation.setting.declare.Setting;
import io.glassbox.foundation.setting.declare.SettingFlag;
import io.glassbox.foundation.setting.declare.SettingRefused;
import io.glassbox.foundation.setting.text.ByteText;
import io.glassbox.network.protocol.ReplyWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** CONFIG: the settings of the server, read, changed and written back into the file that they came from. */
public final class ConfigCommands {
    private static final String[] ON_ALL_NODES = {"request_policy:all_nodes", "response_policy:all_succeeded"};

    private final CommandPipeline pipeline;
    private final Server server;
    private final ConfigurationRewriter rewriter;

    public ConfigCommands(CommandPipeline pipeline, ConfigurationRewriter rewriter) {
        this.pipeline = pipeline;
        this.server = pipeline.server();
        this.rewriter = rewriter;
    }

    public List<Command> commands() {
        return List.of(
                command("CONFIG").arity(-2).since("2.0.0").container(),
                admin("CONFIG|GET", -3).since("2.0.0").handledBy(this::get),
                admin("CONFIG|SET", -4).since("2.0.0").tips(ON_ALL_NODES).handledBy(this::set),
                admin("CONFIG|REWRITE", 2).since("2.8.0").tips(ON_ALL_NODES).handledBy(this::rewrite),
                admin("CONFIG|RESETSTAT", 2).since("2.0.0").tips(ON_ALL_NODES).handledBy(this::resetStatistics),
                command("CONFIG|HELP")
                        .arity(2)
                        .since("5.0.0")
                        .flags(LOADING, STALE)
                        .handledBy(ConfigCommands::help));
    }

    private static Command.Builder admin(String name, int arity) {
        return command(name).arity(arity).flags(ADMIN, NOSCRIPT, LOADING, STALE);
    }

    private void get(Args args, Session session, ReplyWriter reply) {
        List<String> patterns = new ArrayList<>();
        for (int i = 2; i < args.count(); i++) {
            patterns.add(ByteText.decode(args.bytes(i)));
        }
        List<Settings.Shown> shown = server.settings().matching(patterns);
        reply.map(shown.size());
        for (Settings.Shown setting : shown) {
            reply.bulk(setting.name());
            reply.bulk(ByteText.encode(setting.value()));
        }
    }

    private void set(Args args, Session session, ReplyWriter reply) {
        if (args.count() % 2 != 0) {
            throw CommandError.SYNTAX;
        }
        List<SettingChange> changes = new ArrayList<>();
        for (int i = 2; i < args.count(); i += 2) {
            String name = ByteText.decode(args.bytes(i));
            Setting<?> setting = server.settings().find(name);
            if (setting != null && setting.has(SettingFlag.SENSITIVE)) {
                session.redact(i + 1);
            }
            changes.add(new SettingChange(name, ByteText.decode(args.bytes(i + 1))));
        }
        boolean isLoading = server.persistenceStatistics().isLoading();
        try {
            server.settings().change(changes, new ChangeRights(mayChangeProtected(session), isLoading));
        } catch (ChangeRefused refusal) {
            throw CommandError.of(ByteText.toCString(refusal.error()));
        }
        reply.ok();
    }

    private boolean mayChangeProtected(Session session) {
        return switch (server.settings().get(SecuritySettings.ENABLE_PROTECTED_CONFIGS)) {
            case YES -> true;
            case LOCAL -> session.link().isLoopback() || session.link().isUnixSocket();
            case NO -> false;
        };
    }

    private void rewrite(Args args, Session session, ReplyWriter reply) {
        try {
            rewriter.rewrite();
        } catch (SettingRefused refusal) {
            server.log().warning("CONFIG REWRITE failed: " + refusal.reason());
            throw CommandError.of("ERR " + ByteText.toCString(refusal.reason()));
        }
        server.log().notice("CONFIG REWRITE executed with success.");
        reply.ok();
    }

    private void resetStatistics(Args args, Session session, ReplyWriter reply) {
        server.accessLog().resetCounts();
        server.statistics().reset(server.slabs().usedBytes());
        server.databases().statistics().reset();
        server.eviction().resetStatistics();
        server.defragmentation().figures().reset();
        server.clientEviction().resetStatistics();
        server.loop().reset();
        server.network().reset();
        server.rates().reset();
        server.scripts().figures().reset();
        resetCounters(pipeline.table().all());
        reply.ok();
    }

    private static void resetCounters(Collection<RegisteredCommand> commands) {
        for (RegisteredCommand command : commands) {
            command.counters().reset();
            resetCounters(command.subcommands().values());
        }
    }

    private static void help(Args args, Session session, ReplyWriter reply) {
        HelpText.write(
                reply,
                "CONFIG",
                "GET <pattern> [<pattern> ...]",
                "    Names and values of the settings that match.",
                "SET <setting> <value> [<setting> <value> ...]",
                "    Changes settings, all of those given or none.",
                "RESETSTAT",
                "    Sets the counters of INFO back to zero.",
                "REWRITE",
                "    Writes the present settings into the configuration file.");
    }
}
