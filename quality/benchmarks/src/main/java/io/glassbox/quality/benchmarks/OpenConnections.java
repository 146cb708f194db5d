package io.glassbox.quality.benchmarks;

import io.glassbox.quality.testkit.RespClient;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Holds many connections open at once, has every one answered, and asks what each costs. */
final class OpenConnections {
    private static final String PONG = "+PONG\r\n";

    private final int count;
    private final PrintStream out;

    OpenConnections(int count, PrintStream out) {
        this.count = count;
        this.out = out;
    }

    void run(List<ServerProgram> programs, String cpus) throws IOException, InterruptedException {
        out.printf(Locale.ROOT, "%,d connections held open, each answered twice%n%n", count);
        Table table = new Table("server", "connected_clients", "open and answer s", "KB per connection", "idle CPU %");
        for (ServerProgram program : programs) {
            String limit = String.valueOf(count + 100);
            try (RunningServer server = RunningServer.start(program, cpus, "--maxclients", limit)) {
                hold(server, table);
            }
        }
        table.print(out);
    }

    private void hold(RunningServer server, Table table) throws IOException, InterruptedException {
        long before = server.figures().residentBytes();
        long begun = System.nanoTime();
        List<SocketChannel> channels = new ArrayList<>(count);
        try (RespClient client = server.connect()) {
            for (int i = 0; i < count; i++) {
                channels.add(
                        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port())));
            }
            askAll(channels);
            askAll(channels);
            double seconds = (System.nanoTime() - begun) / 1e9;
            long cpu = server.figures().cpuMicros();
            Thread.sleep(5000);
            double idle = (server.figures().cpuMicros() - cpu) / 5e6 * 100;
            String connected = client.command("INFO", "clients")
                    .text()
                    .lines()
                    .filter(line -> line.startsWith("connected_clients:"))
                    .map(line -> line.substring(line.indexOf(':') + 1))
                    .findFirst()
                    .orElseThrow();
            table.row(
                    server.program().name(),
                    connected,
                    Table.decimal(seconds),
                    Table.decimal((server.figures().residentBytes() - before) / 1024.0 / count),
                    Table.decimal(idle));
        } finally {
            for (SocketChannel channel : channels) {
                channel.close();
            }
        }
    }

    private static void askAll(List<SocketChannel> channels) throws IOException {
        for (SocketChannel channel : channels) {
            channel.write(ByteBuffer.wrap(RespClient.encode("PING")));
        }
        for (SocketChannel channel : channels) {
            ByteBuffer answer = ByteBuffer.allocate(PONG.length());
            while (answer.hasRemaining() && channel.read(answer) >= 0) {
                // A part of the answer has come.
            }
            String text = new String(answer.array(), 0, answer.position(), StandardCharsets.ISO_8859_1);
            if (!text.equals(PONG)) {
                throw new IllegalStateException("a connection got '" + text + "'");
            }
        }
    }
}
