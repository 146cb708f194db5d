package io.glassbox.server.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.foundation.log.CapturingSink;
import io.glassbox.quality.testkit.Eventually;
import io.glassbox.quality.testkit.FreePorts;
import io.glassbox.quality.testkit.RespClient;
import io.glassbox.quality.testkit.TestAuthority;
import io.glassbox.server.Glassbox;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslOptions;
import io.lettuce.core.SslVerifyMode;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/** Encrypted connections as client libraries and administrators see them. */
final class TlsClientsTest {
    @TempDir
    private static Path directory;

    private static TestAuthority authority;

    private Glassbox server;
    private int tlsPort;

    @BeforeAll
    static void makeCertificates() {
        authority = TestAuthority.make(directory)
                .issue("server", "server", "RSA")
                .issue("renewed", "renewed", "EC")
                .issue("client", "default", "EC");
    }

    @BeforeEach
    void startServer() {
        tlsPort = FreePorts.next();
        server = builder().port(FreePorts.next()).start();
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    private Glassbox.Builder builder() {
        return Glassbox.builder()
                .set("tls-port", String.valueOf(tlsPort))
                .set("tls-cert-file", authority.certificateOf("server").toString())
                .set("tls-key-file", authority.keyOf("server").toString())
                .set("tls-ca-cert-file", authority.certificate().toString());
    }

    private Jedis jedis(String certificate) {
        return new Jedis(
                new HostAndPort("127.0.0.1", tlsPort),
                DefaultJedisClientConfig.builder()
                        .ssl(true)
                        .sslSocketFactory(authority.clientContext(certificate).getSocketFactory())
                        .build());
    }

    @Test
    void jedisComesInWithItsCertificate() {
        try (Jedis client = jedis("client")) {
            client.set("greeting", "hello");
            assertEquals("hello", client.get("greeting"));
            String large = "x".repeat(2_000_000);
            client.set("large", large);
            assertEquals(large, client.get("large"));
        }
    }

    @Test
    void jedisStaysOutsideWithoutACertificate() {
        assertThrows(JedisException.class, () -> {
            try (Jedis client = jedis("")) {
                client.ping();
            }
        });
    }

    @Test
    void lettuceComesInWithItsCertificate() {
        RedisURI uri = RedisURI.builder()
                .withHost("localhost")
                .withPort(tlsPort)
                .withSsl(true)
                .withVerifyPeer(SslVerifyMode.FULL)
                .build();
        RedisClient client = RedisClient.create(uri);
        client.setOptions(ClientOptions.builder()
                .sslOptions(SslOptions.builder()
                        .jdkSslProvider()
                        .trustManager(authority.certificate().toFile())
                        .keyManager(
                                authority.certificateOf("client").toFile(),
                                authority.keyOf("client").toFile(),
                                new char[0])
                        .build())
                .build());
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            assertEquals("OK", connection.sync().set("greeting", "hello"));
            assertEquals("hello", connection.sync().get("greeting"));
        } finally {
            client.shutdown();
        }
    }

    @Test
    void plainConnectionsAreServedBesides() {
        try (RespClient plain = RespClient.connect(server.port());
                Jedis encrypted = jedis("client")) {
            plain.command("SET", "key", "value");
            assertEquals("value", encrypted.get("key"));
            String info = plain.command("INFO", "server").text();
            assertTrue(info.contains("name=tls,bind=127.0.0.1:" + tlsPort + ",port=" + tlsPort), info);
        }
    }

    @Test
    void aCertificateMayNameItsUser() {
        try (RespClient plain = RespClient.connect(server.port())) {
            plain.command("CONFIG", "SET", "requirepass", "secret", "tls-auth-clients-user", "CN");
        }
        try (Jedis client = jedis("client")) {
            assertEquals("PONG", client.ping());
        }
    }

    @Test
    void aCertificateThatNamesNobodyIsCounted() {
        try (RespClient plain = RespClient.connect(server.port())) {
            plain.command("CONFIG", "SET", "tls-auth-clients-user", "CN");
            assertTrue(plain.command("INFO", "stats").text().contains("\r\nacl_access_denied_tls_cert:0\r\n"));
            try (Jedis client = jedis("renewed")) {
                assertEquals("default", client.aclWhoAmI());
            }
            assertTrue(plain.command("INFO", "stats").text().contains("\r\nacl_access_denied_tls_cert:1\r\n"));
        }
    }

    /** What is seen of a certificate is its subject. */
    private String shownCertificate() {
        try (SSLSocket socket = authority.connect("client", tlsPort)) {
            X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return shown.getSubjectX500Principal().getName();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void certificatesAreRenewedUnderLoad() throws InterruptedException {
        AtomicBoolean isOver = new AtomicBoolean();
        AtomicLong done = new AtomicLong();
        List<Throwable> failures = new ArrayList<>();
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String key = "counter:" + i;
            clients.add(Thread.ofPlatform()
                    .uncaughtExceptionHandler((_, e) -> failures.add(e))
                    .start(() -> {
                        try (Jedis client = jedis("client")) {
                            for (long n = 1; !isOver.get(); n++) {
                                assertEquals(n, client.incr(key));
                                done.incrementAndGet();
                            }
                        }
                    }));
        }
        try (Jedis administrator = jedis("client")) {
            for (int round = 0; round < 10; round++) {
                String name = round % 2 == 0 ? "renewed" : "server";
                long before = done.get();
                administrator.configSet(
                        "tls-cert-file",
                        authority.certificateOf(name).toString(),
                        "tls-key-file",
                        authority.keyOf(name).toString());
                assertEquals("CN=" + name, shownCertificate());
                while (failures.isEmpty() && done.get() < before + 100) {
                    Thread.onSpinWait();
                }
            }
        } finally {
            isOver.set(true);
        }
        for (Thread client : clients) {
            client.join();
        }
        assertEquals(List.of(), failures);
    }

    @Test
    void filesThatAreReplacedAreReadAgainWhenTheyAreSetToWhatTheyAre() throws IOException {
        Path certificate = directory.resolve("current.crt");
        Path key = directory.resolve("current.key");
        try (Jedis administrator = jedis("client")) {
            for (String name : List.of("renewed", "server")) {
                Files.write(certificate, Files.readAllBytes(authority.certificateOf(name)));
                Files.write(key, Files.readAllBytes(authority.keyOf(name)));
                administrator.configSet("tls-cert-file", certificate.toString(), "tls-key-file", key.toString());
                assertEquals("CN=" + name, shownCertificate());
            }
        }
    }

    @Test
    void whatCannotBeUsedIsRefusedAndWhatWasStays() {
        try (RespClient plain = RespClient.connect(server.port())) {
            String missing = directory.resolve("missing.crt").toString();
            for (String[] change : new String[][] {
                {"tls-cert-file", missing},
                {"tls-key-file", authority.keyOf("renewed").toString()},
                {"tls-ca-cert-file", ""},
                {"tls-protocols", "TLSv9"},
                {"tls-ciphers", "nothing-of-that"},
                {"tls-ciphersuites", "neither"},
                {"tls-dh-params-file", missing}
            }) {
                assertEquals(
                        "-ERR CONFIG SET failed (possibly related to argument '" + change[0]
                                + "') - Unable to update TLS configuration. Check server logs.\r\n",
                        plain.commandRaw("CONFIG", "SET", change[0], change[1]));
            }
        }
        assertEquals("CN=server", shownCertificate());
    }

    @Test
    void theListenerMovesAndGoes() {
        int before = tlsPort;
        try (RespClient plain = RespClient.connect(server.port())) {
            tlsPort = FreePorts.next();
            assertEquals("+OK\r\n", plain.commandRaw("CONFIG", "SET", "tls-port", String.valueOf(tlsPort)));
            assertEquals("CN=server", shownCertificate());
            assertThrows(UncheckedIOException.class, () -> RespClient.connect(before));
            assertEquals("+OK\r\n", plain.commandRaw("CONFIG", "SET", "tls-port", "0"));
            assertThrows(UncheckedIOException.class, () -> RespClient.connect(tlsPort));
        }
    }

    @Test
    void withoutAUsableCertificateTheServerDoesNotStart() {
        CapturingSink log = new CapturingSink();
        for (String[] wrong : new String[][] {
            {"tls-cert-file", "", "No tls-cert-file configured!"},
            {"tls-key-file", "", "No tls-key-file configured!"},
            {"tls-ca-cert-file", "", "Either tls-ca-cert-file or tls-ca-cert-dir must be specified"},
            {
                "tls-cert-file",
                "/nowhere.crt",
                "Failed to load certificate: /nowhere.crt: error:80000002:system library::No"
            },
            {"tls-protocols", "SSLv2", "Invalid tls-protocols specified."}
        }) {
            UncheckedIOException failure = assertThrows(UncheckedIOException.class, () -> {
                tlsPort = FreePorts.next();
                builder().set(wrong[0], wrong[1]).log(log).start().close();
            });
            assertTrue(failure.getMessage().contains("Failed to configure TLS. Check logs for more info."));
            assertTrue(log.contains(wrong[2]), () -> wrong[2] + ", not " + log.messages());
            log.clear();
        }
    }

    @Test
    void nothingIsLeftWhenAllAreGone() {
        long before = server.usedBytes();
        for (int i = 0; i < 20; i++) {
            try (Jedis client = jedis("client")) {
                client.ping();
            }
        }
        Eventually.until("all is given back", () -> server.usedBytes() <= before + 200_000);
    }
}
