package io.glassbox.foundation.setting;

import io.glassbox.foundation.setting.text.Words;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of the server program: {@code [file] [-] [--name value...]...}. The options become lines of a
 * configuration that follows the file and standard input, so that the last word on each setting is theirs.
 *
 * @param file the configuration file as it was given, or null
 * @param readsStandardInput whether a last argument {@code -} asks for more configuration from there
 * @param isSentinel whether {@code --sentinel} was given
 * @param options the options as the text of a configuration file
 */
public record CommandLine(@Nullable String file, boolean readsStandardInput, boolean isSentinel, String options) {
    private static final String SAVE = "--save";

    /** Reads {@code arguments}, which do not include the program. Nothing is wrong yet: the lines tell that later. */
    public static CommandLine parse(List<String> arguments) {
        String file = null;
        int next = 0;
        if (!arguments.isEmpty() && !arguments.getFirst().startsWith("-")) {
            file = arguments.getFirst();
            next = 1;
        }
        int end = arguments.size();
        boolean readsStandardInput = end > next && arguments.get(end - 1).equals("-");
        if (readsStandardInput) {
            end--;
        }
        OptionLines lines = new OptionLines();
        lines.addAll(arguments.subList(next, end));
        return new CommandLine(file, readsStandardInput, lines.isSentinel, lines.text.toString());
    }

    /** Turns options into lines: whatever begins with {@code --} begins a line, unless the option before lacks a value. */
    private static final class OptionLines {
        final StringBuilder text = new StringBuilder();
        boolean isSentinel;
        private boolean awaitsValue;

        void addAll(List<String> arguments) {
            for (int i = 0; i < arguments.size(); i++) {
                String argument = arguments.get(i);
                if (!argument.startsWith("--") || awaitsValue) {
                    text.append(Words.quote(argument)).append(' ');
                    awaitsValue = false;
                } else if (argument.equals("--sentinel")) {
                    isSentinel = true;
                } else {
                    addName(argument, i + 1 < arguments.size() ? arguments.get(i + 1) : null);
                }
            }
        }

        private void addName(String argument, @Nullable String following) {
            if (!text.isEmpty()) {
                text.append('\n');
            }
            text.append(argument, 2, argument.length()).append(' ');
            List<String> words = Words.split(argument);
            awaitsValue = words != null && words.size() == 1;
            // Scripts that build the line from an empty list of save points leave --save without a value.
            if (awaitsValue && argument.equalsIgnoreCase(SAVE) && (following == null || following.startsWith("--"))) {
                text.append("\"\" ");
                awaitsValue = false;
            }
        }
    }
}
