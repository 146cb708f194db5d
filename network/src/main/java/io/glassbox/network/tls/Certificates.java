package io.glassbox.network.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.naming.NamingException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

/** Certificates out of PEM files. */
final class Certificates {
    private static final byte[] ANYTHING = {1, 2, 3};

    private Certificates() {}

    /** All certificates of a file, in its order: a chain, or the authorities of a bundle. */
    static List<X509Certificate> read(Path file) throws IOException, CertificateException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> certificates = new ArrayList<>();
        for (PemFile.Block block : PemFile.read(file)) {
            if (block.label().endsWith("CERTIFICATE")) {
                certificates.add(
                        (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.bytes())));
            }
        }
        if (certificates.isEmpty()) {
            throw new CertificateException("no start line");
        }
        return certificates;
    }

    /** The authorities of a file and of all files of a directory, as far as these hold certificates. */
    static KeyStore authorities(TlsConfiguration.Trust trust) throws IOException, GeneralSecurityException {
        List<X509Certificate> all = new ArrayList<>();
        if (trust.file().isPresent()) {
            all.addAll(read(trust.file().get()));
        }
        if (trust.directory().isPresent()) {
            for (Path file : filesOf(trust.directory().get())) {
                all.addAll(readIfAny(file));
            }
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (int i = 0; i < all.size(); i++) {
            store.setCertificateEntry(String.valueOf(i), all.get(i));
        }
        return store;
    }

    /** OpenSSL looks into the files of a directory when it needs them, and passes over what is none of its own. */
    private static List<X509Certificate> readIfAny(Path file) {
        try {
            return read(file);
        } catch (CertificateException | IOException e) {
            return List.of();
        }
    }

    private static List<Path> filesOf(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Whether what the one signs, the other approves of. */
    static boolean belongTogether(PrivateKey key, PublicKey certified) throws GeneralSecurityException {
        if (!key.getAlgorithm().equals(certified.getAlgorithm())) {
            return false;
        }
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(ANYTHING);
        byte[] signed = signature.sign();
        signature.initVerify(certified);
        signature.update(ANYTHING);
        return signature.verify(signed);
    }

    /** The first common name of the subject; empty without one. */
    static String commonName(X500Principal subject) {
        try {
            for (Rdn part : new LdapName(subject.getName(X500Principal.RFC2253)).getRdns()) {
                if (part.toAttributes().get("CN") != null) {
                    return String.valueOf(part.toAttributes().get("CN").get());
                }
            }
        } catch (NamingException e) {
            return "";
        }
        return "";
    }
}
