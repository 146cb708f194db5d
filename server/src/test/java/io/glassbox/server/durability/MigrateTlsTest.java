package io.glassbox.server.durability;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.quality.testkit.FreePorts;
import io.glassbox.quality.testkit.RedisServer;
import io.glassbox.quality.testkit.Reply;
import io.glassbox.quality.testkit.RespClient;
import io.glassbox.quality.testkit.TestAuthority;
import io.glassbox.server.Glassbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where {@code tls-cluster} is on, keys go encrypted, to whom the right authority stands for. */
final class MigrateTlsTest {
    private static final String TIMEOUT = "20000";
    private static final Reply NOT_CONNECTED = Reply.error("IOERR error or timeout connecting to the client");

    @TempDir
    private static Path directory;

    private static TestAuthority ours;
    private static TestAuthority others;

    @BeforeAll
    static void makeCertificates() throws IOException {
        ours = TestAuthority.make(Files.createDirectory(directory.resolve("ours")))
                .issue("server", "server", "RSA")
                .issue("client", "client", "EC");
        others = TestAuthority.make(Files.createDirectory(directory.resolve("others")))
                .issue("server", "server", "RSA");
    }

    private static Glassbox.Builder builder(TestAuthority authority) {
        return Glassbox.builder()
                .set("tls-cert-file", authority.certificateOf("server").toString())
                .set("tls-key-file", authority.keyOf("server").toString())
                .set("tls-ca-cert-file", authority.certificate().toString())
                .set("rdbcompression", "no");
    }

    private static Glassbox source(String... settings) {
        Glassbox.Builder builder = builder(ours).set("tls-cluster", "yes");
        for (int i = 0; i < settings.length; i += 2) {
            builder.set(settings[i], settings[i + 1]);
        }
        return builder.start();
    }

    private static Reply migrate(RespClient from, int port, String... keys) {
        String[] words = new String[keys.length + 7];
        System.arraycopy(
                new String[] {"MIGRATE", "127.0.0.1", Integer.toString(port), "", "0", TIMEOUT, "KEYS"},
                0,
                words,
                0,
                7);
        System.arraycopy(keys, 0, words, 7, keys.length);
        return from.command(words);
    }

    private static void moves(RespClient from, int tlsPort, RespClient to) {
        String large = "0123456789".repeat(300_000);
        from.command("MSET", "small", "value", "large", large);
        assertEquals(Reply.ok(), migrate(from, tlsPort, "small", "large"));
        assertEquals(Reply.bulks("value", large), to.command("MGET", "small", "large"));
        assertEquals(Reply.whole(0), from.command("DBSIZE"));
        from.command("SET", "again", "value");
        assertEquals(Reply.ok(), migrate(from, tlsPort, "again"));
    }

    @Test
    void keysGoEncrypted() {
        int tlsPort = FreePorts.next();
        try (Glassbox target = builder(ours)
                        .port(FreePorts.next())
                        .set("tls-port", Integer.toString(tlsPort))
                        .start();
                Glassbox source = source();
                RespClient here = RespClient.connect(source.port());
                RespClient there = RespClient.connect(target.port())) {
            moves(here, tlsPort, there);
        }
    }

    @Test
    void redisTakesThemFromWhoShowsTheCertificateForClients() {
        int tlsPort = FreePorts.next();
        try (RedisServer redis = RedisServer.start(
                        directory,
                        "--tls-port",
                        Integer.toString(tlsPort),
                        "--tls-cert-file",
                        ours.certificateOf("server").toString(),
                        "--tls-key-file",
                        ours.keyOf("server").toString(),
                        "--tls-ca-cert-file",
                        ours.certificate().toString());
                Glassbox source = source(
                        "tls-client-cert-file",
                        ours.certificateOf("client").toString(),
                        "tls-client-key-file",
                        ours.keyOf("client").toString());
                RespClient here = RespClient.connect(source.port());
                RespClient there = redis.connect()) {
            moves(here, tlsPort, there);
        }
    }

    @Test
    void whoNobodyStandsForGetsNoKey() {
        int tlsPort = FreePorts.next();
        try (Glassbox target = builder(others)
                        .port(FreePorts.next())
                        .set("tls-port", Integer.toString(tlsPort))
                        .set("tls-auth-clients", "no")
                        .start();
                Glassbox source = source();
                RespClient here = RespClient.connect(source.port())) {
            here.command("SET", "key", "value");
            assertEquals(NOT_CONNECTED, migrate(here, tlsPort, "key"));
            assertEquals(Reply.bulk("value"), here.command("GET", "key"));
        }
    }

    @Test
    void whoDoesNotShakeHandsIsNotWaitedFor() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
                Glassbox source = source();
                RespClient here = RespClient.connect(source.port())) {
            here.command("SET", "key", "value");
            String port = Integer.toString(silent.getLocalPort());
            assertEquals(NOT_CONNECTED, here.command("MIGRATE", "127.0.0.1", port, "key", "0", "50"));
            assertEquals(Reply.bulk("value"), here.command("GET", "key"));
        }
    }
}
