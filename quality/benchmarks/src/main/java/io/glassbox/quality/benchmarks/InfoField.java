package io.glassbox.quality.benchmarks;

import io.glassbox.quality.testkit.RespClient;

/** Reads INFO. */
final class InfoField {
    private InfoField() {}

    /** The text of a field; the program ends where there is none. */
    static String text(RespClient client, String section, String name) {
        return client.command("INFO", section)
                .text()
                .lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("INFO " + section + " has no " + name));
    }

    static long number(RespClient client, String section, String name) {
        return Long.parseLong(text(client, section, name));
    }
}
