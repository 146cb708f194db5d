package io.glassbox.quality.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** An authority of one's own, made by the JDK's keytool: certificates as PEM files for servers, as contexts for clients. */
public final class TestAuthority {
    private static final String PASSWORD = "secret";
    private static final String AUTHORITY = "authority";

    private final Path directory;
    private final Path store;

    private TestAuthority(Path directory) {
        this.directory = directory;
        this.store = directory.resolve("authority.p12");
    }

    /** A new authority that keeps its files in {@code directory}. */
    public static TestAuthority make(Path directory) {
        TestAuthority authority = new TestAuthority(directory);
        authority.generate(AUTHORITY, "CN=Test Authority", "EC", "-ext", "bc:c");
        authority.write(AUTHORITY, "ca.crt");
        return authority;
    }

    /** Has a certificate made, with a key of this algorithm: {@code RSA}, of 2048 bits, or {@code EC}, of P-256. */
    public TestAuthority issue(String name, String commonName, String algorithm) {
        generate(name, "CN=" + commonName, algorithm, "-signer", AUTHORITY, "-ext", "san=ip:127.0.0.1,dns:localhost");
        write(name, name + ".crt");
        try {
            Key key = load().getKey(name, PASSWORD.toCharArray());
            Files.writeString(keyOf(name), pem("PRIVATE KEY", key.getEncoded()));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
        return this;
    }

    /** The authority's own certificate, PEM. */
    public Path certificate() {
        return directory.resolve("ca.crt");
    }

    public Path certificateOf(String name) {
        return directory.resolve(name + ".crt");
    }

    /** The private key, PEM, PKCS#8, not encrypted. */
    public Path keyOf(String name) {
        return directory.resolve(name + ".key");
    }

    /** For clients that trust this authority and show the certificate of that name; none if the name is empty. */
    public SSLContext clientContext(String name) {
        return clientContext(this, name);
    }

    private SSLContext clientContext(TestAuthority believed, String name) {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(AUTHORITY, believed.load().getCertificate(AUTHORITY));
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(trusted);
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(null, null);
            if (!name.isEmpty()) {
                own.setKeyEntry(
                        name,
                        load().getKey(name, PASSWORD.toCharArray()),
                        PASSWORD.toCharArray(),
                        load().getCertificateChain(name));
            }
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            keys.init(own, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A connection to this machine whose handshake is still to come, with a limit to every wait. */
    public SSLSocket connect(String name, int port) {
        return connectTo(this, name, port);
    }

    /** The same to a server whose certificate is from {@code another} authority. */
    public SSLSocket connectTo(TestAuthority another, String name, int port) {
        try {
            SSLSocket socket =
                    (SSLSocket) clientContext(another, name).getSocketFactory().createSocket("127.0.0.1", port);
            socket.setSoTimeout(20_000);
            socket.setTcpNoDelay(true);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void generate(String alias, String subject, String algorithm, String... more) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-genkeypair",
                "-alias",
                alias,
                "-dname",
                subject,
                "-keyalg",
                algorithm,
                "-validity",
                "30",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD));
        command.addAll(algorithm.equals("RSA") ? List.of("-keysize", "2048") : List.of("-groupname", "secp256r1"));
        command.addAll(List.of(more));
        try {
            ExternalProgram.run(directory, command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void write(String alias, String file) {
        try {
            StringBuilder text = new StringBuilder();
            for (Certificate certificate : load().getCertificateChain(alias)) {
                text.append(pem("CERTIFICATE", certificate.getEncoded()));
            }
            Files.writeString(directory.resolve(file), text);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private KeyStore load() throws GeneralSecurityException, IOException {
        return KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    }

    /** Bytes as a block of a PEM file. */
    public static String pem(String label, byte[] bytes) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + label
                + "-----\n";
    }
}
