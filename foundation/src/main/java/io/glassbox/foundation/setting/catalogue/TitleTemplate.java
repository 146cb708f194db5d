package io.glassbox.foundation.setting.catalogue;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The form of {@code proc-title-template}: text with variables in braces. */
final class TitleTemplate {
    private static final Set<String> VARIABLES =
            Set.of("title", "listen-addr", "server-mode", "port", "tls-port", "unixsocket", "config-file");

    private TitleTemplate() {}

    static @Nullable String objection(String template) {
        return isValid(template) ? null : "template format is invalid or contains unknown variables";
    }

    private static boolean isValid(String template) {
        int from = 0;
        for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', from)) {
            int close = template.indexOf('}', open);
            if (close < 0 || !VARIABLES.contains(template.substring(open + 1, close))) {
                return false;
            }
            from = close + 1;
        }
        // A title of blanks would make the process nameless.
        return !template.isBlank();
    }
}
