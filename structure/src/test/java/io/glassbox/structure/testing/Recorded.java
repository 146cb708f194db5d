package io.glassbox.structure.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** Recorded replies of a real server: resources of a test class, a line each, columns parted by tabs, comments behind #. */
public final class Recorded {
    private Recorded() {}

    /** The columns of each line of a resource beside {@code test}; one char per byte, {@code \0} for the byte 0. */
    public static List<String[]> rows(Class<?> test, String resource) {
        try (InputStream in = test.getResourceAsStream(resource)) {
            if (in == null) {
                throw new AssertionError("no resource " + resource + " beside " + test);
            }
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.replace("\\0", "\0").split("\t", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bytes in hexadecimal, {@code -} for none. */
    public static byte[] bytes(String hex) {
        return hex.equals("-") ? new byte[0] : HexFormat.of().parseHex(hex);
    }
}
