package io.glassbox.commands;

import io.glassbox.command.declare.Command;
import io.glassbox.command.execute.CommandPipeline;
import io.glassbox.command.gate.PermissionGate;
import io.glassbox.commands.acl.AclCommands;
import io.glassbox.commands.acl.AclUserCommands;
import io.glassbox.commands.bitmap.BitCommands;
import io.glassbox.commands.bitmap.BitFieldCommands;
import io.glassbox.commands.bitmap.BitOpCommands;
import io.glassbox.commands.connection.AuthenticationCommands;
import io.glassbox.commands.connection.ClientCommands;
import io.glassbox.commands.connection.ClientControlCommands;
import io.glassbox.commands.connection.ClientTrackingCommands;
import io.glassbox.commands.connection.ConnectionCommands;
import io.glassbox.commands.generic.DatabaseCommands;
import io.glassbox.commands.generic.ExpireCommands;
import io.glassbox.commands.generic.KeyCommands;
import io.glassbox.commands.generic.MoveCommands;
import io.glassbox.commands.generic.ObjectCommands;
import io.glassbox.commands.generic.ScanCommands;
import io.glassbox.commands.generic.SortCommands;
import io.glassbox.commands.generic.TimeToLiveCommands;
import io.glassbox.commands.generic.WaitCommands;
import io.glassbox.commands.geo.GeoCommands;
import io.glassbox.commands.geo.GeoSearchCommands;
import io.glassbox.commands.hash.FieldAccessCommands;
import io.glassbox.commands.hash.FieldDueCommands;
import io.glassbox.commands.hash.FieldTimeCommands;
import io.glassbox.commands.hash.HashCounterCommands;
import io.glassbox.commands.hash.HashImportCommands;
import io.glassbox.commands.hash.HashReadCommands;
import io.glassbox.commands.hash.HashWalkCommands;
import io.glassbox.commands.hash.HashWriteCommands;
import io.glassbox.commands.hyperloglog.HyperLogLogCommands;
import io.glassbox.commands.list.ListMoveCommands;
import io.glassbox.commands.list.ListMoveManyCommands;
import io.glassbox.commands.list.ListPopCommands;
import io.glassbox.commands.list.ListReadCommands;
import io.glassbox.commands.list.ListWriteCommands;
import io.glassbox.commands.pubsub.PubSubCommands;
import io.glassbox.commands.pubsub.PublishCommands;
import io.glassbox.commands.pubsub.SubscriptionCommands;
import io.glassbox.commands.server.CommandCommands;
import io.glassbox.commands.server.CommandLogCommands;
import io.glassbox.commands.server.ConfigCommands;
import io.glassbox.commands.server.DebugCommands;
import io.glassbox.commands.server.HotKeysCommands;
import io.glassbox.commands.server.InfoCommands;
import io.glassbox.commands.server.LatencyCommands;
import io.glassbox.commands.server.LolwutCommands;
import io.glassbox.commands.server.MemoryCommands;
import io.glassbox.commands.server.MonitorCommands;
import io.glassbox.commands.server.RoleCommands;
import io.glassbox.commands.server.ShutdownCommands;
import io.glassbox.commands.server.TimeCommands;
import io.glassbox.commands.server.info.StandardSections;
import io.glassbox.commands.set.SetAlgebraCommands;
import io.glassbox.commands.set.SetRandomCommands;
import io.glassbox.commands.set.SetReadCommands;
import io.glassbox.commands.set.SetWriteCommands;
import io.glassbox.commands.sortedset.SortedSetAlgebraCommands;
import io.glassbox.commands.sortedset.SortedSetPopCommands;
import io.glassbox.commands.sortedset.SortedSetRandomCommands;
import io.glassbox.commands.sortedset.SortedSetRangeCommands;
import io.glassbox.commands.sortedset.SortedSetReadCommands;
import io.glassbox.commands.sortedset.SortedSetWriteCommands;
import io.glassbox.commands.stream.ClaimCommands;
import io.glassbox.commands.stream.GroupCommands;
import io.glassbox.commands.stream.GroupReadCommands;
import io.glassbox.commands.stream.PendingCommands;
import io.glassbox.commands.stream.ProducerCommands;
import io.glassbox.commands.stream.StreamDeleteCommands;
import io.glassbox.commands.stream.StreamInfoCommands;
import io.glassbox.commands.stream.StreamRangeCommands;
import io.glassbox.commands.stream.StreamReadCommands;
import io.glassbox.commands.stream.StreamWriteCommands;
import io.glassbox.commands.string.CounterCommands;
import io.glassbox.commands.string.LcsCommands;
import io.glassbox.commands.string.StringBatchCommands;
import io.glassbox.commands.string.StringRangeCommands;
import io.glassbox.commands.string.StringReadCommands;
import io.glassbox.commands.string.StringTakeCommands;
import io.glassbox.commands.string.StringWriteCommands;
import io.glassbox.commands.transaction.TransactionCommands;
import io.glassbox.engine.acl.RuleWords;
import io.glassbox.engine.server.Server;
import io.glassbox.engine.type.TypeContext;
import io.glassbox.foundation.process.ProcessFigures;
import io.glassbox.foundation.process.ThisProcess;
import io.glassbox.foundation.setting.ConfigurationRewriter;
import java.util.ArrayList;
import java.util.List;

/** Every command that ships with the server. */
public final class BuiltInCommands {
    private BuiltInCommands() {}

    /** All of them, made for the server whose pipeline this is: some run others, or tell of the table that they are in. */
    public static List<Command> all(CommandPipeline pipeline) {
        ProcessFigures process = new ThisProcess();
        ConfigurationRewriter rewriter = rewriter(pipeline.server());
        StandardSections.register(pipeline, process);
        PermissionGate gate = pipeline.gates().permission();
        gate.describeClientsBy(ClientCommands::describe);
        TypeContext types = pipeline.server().databases().types();
        List<Command> all = new ArrayList<>();
        all.addAll(ConnectionCommands.COMMANDS);
        all.addAll(new AuthenticationCommands(gate).commands());
        all.addAll(new AclCommands(pipeline).commands());
        all.addAll(AclUserCommands.COMMANDS);
        all.addAll(ClientCommands.COMMANDS);
        all.addAll(ClientControlCommands.COMMANDS);
        all.addAll(ClientTrackingCommands.COMMANDS);
        all.addAll(new CommandCommands(pipeline::table).commands());
        all.addAll(new ConfigCommands(pipeline, rewriter).commands());
        all.addAll(CommandLogCommands.COMMANDS);
        all.addAll(new LatencyCommands(pipeline::table).commands());
        all.addAll(MonitorCommands.COMMANDS);
        all.addAll(TimeCommands.COMMANDS);
        all.addAll(ShutdownCommands.COMMANDS);
        all.addAll(new DebugCommands(rewriter).commands());
        all.addAll(InfoCommands.COMMANDS);
        all.addAll(new MemoryCommands(process).commands());
        all.addAll(new HotKeysCommands(process).commands());
        all.addAll(RoleCommands.COMMANDS);
        all.addAll(LolwutCommands.COMMANDS);
        all.addAll(BitCommands.COMMANDS);
        all.addAll(BitFieldCommands.COMMANDS);
        all.addAll(BitOpCommands.COMMANDS);
        all.addAll(new HyperLogLogCommands().commands());
        all.addAll(SetReadCommands.COMMANDS);
        all.addAll(SetWriteCommands.COMMANDS);
        all.addAll(SetRandomCommands.COMMANDS);
        all.addAll(new SetAlgebraCommands().commands());
        all.addAll(StringReadCommands.COMMANDS);
        all.addAll(StringWriteCommands.COMMANDS);
        all.addAll(StringRangeCommands.COMMANDS);
        all.addAll(StringBatchCommands.COMMANDS);
        all.addAll(StringTakeCommands.COMMANDS);
        all.addAll(CounterCommands.COMMANDS);
        all.addAll(LcsCommands.COMMANDS);
        all.addAll(new SortedSetWriteCommands().commands());
        all.addAll(new SortedSetReadCommands().commands());
        all.addAll(SortedSetRandomCommands.COMMANDS);
        all.addAll(new SortedSetRangeCommands(types).commands());
        all.addAll(SortedSetPopCommands.COMMANDS);
        all.addAll(new SortedSetAlgebraCommands(types).commands());
        all.addAll(GeoCommands.COMMANDS);
        all.addAll(new GeoSearchCommands(types).commands());
        all.addAll(HashReadCommands.COMMANDS);
        all.addAll(HashWriteCommands.COMMANDS);
        all.addAll(new HashCounterCommands(types).commands());
        all.addAll(HashWalkCommands.COMMANDS);
        all.addAll(new FieldDueCommands().commands());
        all.addAll(new FieldTimeCommands().commands());
        all.addAll(new FieldAccessCommands().commands());
        all.addAll(new HashImportCommands(pipeline.server()).commands());
        all.addAll(ListReadCommands.COMMANDS);
        all.addAll(ListWriteCommands.COMMANDS);
        all.addAll(ListPopCommands.COMMANDS);
        all.addAll(ListMoveCommands.COMMANDS);
        all.addAll(ListMoveManyCommands.COMMANDS);
        all.addAll(new StreamWriteCommands(types).commands());
        all.addAll(new StreamDeleteCommands().commands());
        all.addAll(new StreamRangeCommands(types).commands());
        all.addAll(new StreamReadCommands(types).commands());
        all.addAll(new GroupCommands().commands());
        all.addAll(new GroupReadCommands(types).commands());
        all.addAll(new PendingCommands(types).commands());
        all.addAll(new ClaimCommands(types).commands());
        all.addAll(new ProducerCommands(types).commands());
        all.addAll(new StreamInfoCommands(types).commands());
        all.addAll(KeyCommands.COMMANDS);
        all.addAll(MoveCommands.COMMANDS);
        all.addAll(ExpireCommands.COMMANDS);
        all.addAll(TimeToLiveCommands.COMMANDS);
        all.addAll(ScanCommands.COMMANDS);
        all.addAll(ObjectCommands.COMMANDS);
        all.addAll(new SortCommands(pipeline).commands());
        all.addAll(DatabaseCommands.COMMANDS);
        all.addAll(WaitCommands.COMMANDS);
        all.addAll(SubscriptionCommands.COMMANDS);
        all.addAll(PublishCommands.COMMANDS);
        all.addAll(PubSubCommands.COMMANDS);
        all.addAll(new TransactionCommands(pipeline).commands());
        return all;
    }

    private static ConfigurationRewriter rewriter(Server server) {
        ConfigurationRewriter rewriter = new ConfigurationRewriter(
                server.settings(), server.settings().directory().files());
        rewriter.onDirective("user", () -> userLines(server));
        return rewriter;
    }

    /** Users have one place: in redis.conf there are none if there is a file for them. */
    private static List<String> userLines(Server server) {
        if (server.userFile() != null) {
            return List.of();
        }
        return server.users().all().stream()
                .map(user -> RuleWords.quoteWhereNeeded(user.line()))
                .toList();
    }
}
