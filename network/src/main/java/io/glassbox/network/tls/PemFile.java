package io.glassbox.network.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The blocks of a PEM file, in their order; text between them is passed over, as OpenSSL does. */
final class PemFile {
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";

    /** More than any chain or bundle of authorities takes. */
    private static final long MOST_BYTES = 16L << 20;

    /**
     * @param label  such as {@code CERTIFICATE} or {@code RSA PRIVATE KEY}
     * @param cipher of an old-style encrypted key: the header {@code DEK-Info}
     * @param base64 what it holds
     */
    record Block(String label, Optional<String> cipher, String base64) {
        byte[] bytes() {
            return Base64.getDecoder().decode(base64);
        }
    }

    private PemFile() {}

    static List<Block> read(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException("the file is too large");
        }
        List<Block> blocks = new ArrayList<>();
        List<String> lines = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                .lines()
                .map(String::strip)
                .toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith(BEGIN) && line.endsWith(DASHES)) {
                String label = line.substring(BEGIN.length(), line.length() - DASHES.length());
                int end = lines.subList(i, lines.size()).indexOf(END + label + DASHES);
                if (end < 0) {
                    throw new IOException("a block has no end");
                }
                blocks.add(block(label, lines.subList(i + 1, i + end)));
                i += end;
            }
        }
        return blocks;
    }

    private static Block block(String label, List<String> lines) throws IOException {
        Optional<String> cipher = Optional.empty();
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            if (line.startsWith("DEK-Info:")) {
                cipher = Optional.of(line.substring("DEK-Info:".length()).strip());
            } else if (line.indexOf(':') < 0) {
                text.append(line);
            }
        }
        try {
            if (Base64.getDecoder().decode(text.toString()).length == 0) {
                throw new IOException("a block is empty");
            }
            return new Block(label, cipher, text.toString());
        } catch (IllegalArgumentException e) {
            throw new IOException("a block is not base64", e);
        }
    }
}
