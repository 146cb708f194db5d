package io.glassbox.commands.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.command.declare.AclCategory;
import io.glassbox.command.declare.Command;
import io.glassbox.command.declare.KeyFlag;
import io.glassbox.command.declare.KeySpec;
import io.glassbox.command.declare.KeySpec.AtIndex;
import io.glassbox.command.declare.KeySpec.AtKeyword;
import io.glassbox.command.declare.KeySpec.BeginUnknown;
import io.glassbox.command.declare.KeySpec.Counted;
import io.glassbox.command.declare.KeySpec.FindUnknown;
import io.glassbox.command.declare.KeySpec.Range;
import io.glassbox.command.declare.RegisteredCommand;
import io.glassbox.commands.CommandTestCase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every command against the published facts about the commands of Redis, and against its own documentation. */
class CommandFactsTest extends CommandTestCase {
    private static final String DOCS = "/io/glassbox/commands/docs/";

    @Test
    void everyCommandIsDeclaredAsPublished() throws IOException {
        Map<String, String> facts = facts();
        StringBuilder differences = new StringBuilder();
        for (Command command : commands()) {
            String expected = facts.get(command.name());
            String declared = describe(command);
            if (!declared.equals(expected)) {
                differences
                        .append('\n')
                        .append(command.name())
                        .append("\n  published ")
                        .append(expected)
                        .append("\n  declared  ")
                        .append(declared);
            }
        }
        assertEquals("", differences.toString());
    }

    @Test
    void everyCommandIsDocumented() throws IOException {
        for (Command command : commands()) {
            String text = resource(DOCS + command.name().replace('|', '-') + ".json");
            assertTrue(text.contains("\"summary\": \""), command.name());
            assertTrue(text.contains("\"since\": \"" + command.since() + "\""), command.name());
        }
    }

    @Test
    void documentationIsAMapOfCommandsThatExist() {
        String reply = harness.run("COMMAND", "DOCS", "get", "no-such-command");
        assertTrue(reply.startsWith("*2\r\n$3\r\nget\r\n*10\r\n$7\r\nsummary\r\n$"), reply);
        assertTrue(reply.contains("$5\r\nsince\r\n$5\r\n1.0.0\r\n$5\r\ngroup\r\n$6\r\nstring\r\n"), reply);
    }

    @Test
    void documentationOfAContainerHoldsThatOfItsSubcommands() {
        String reply = harness.run("COMMAND", "DOCS", "slowlog");
        assertTrue(reply.contains("$11\r\nsubcommands\r\n*8\r\n$11\r\nslowlog|get\r\n"), reply);
    }

    @Test
    void documentationOfEverythingCanBeAskedFor() {
        String reply = harness.run("COMMAND", "DOCS");
        int entries = Integer.parseInt(reply.substring(1, reply.indexOf('\r')));
        assertEquals(2 * harness.pipeline.table().size(), entries);
    }

    private List<Command> commands() {
        List<Command> all = new ArrayList<>();
        collect(harness.pipeline.table().all(), all);
        return all;
    }

    private static void collect(Collection<RegisteredCommand> commands, List<Command> all) {
        for (RegisteredCommand registered : commands) {
            all.add(registered.command());
            collect(registered.subcommands().values(), all);
        }
    }

    /** One line for each command, each the value of a JSON object, as {@link #describe} writes it. */
    private static Map<String, String> facts() throws IOException {
        Map<String, String> facts = new HashMap<>();
        resource("/io/glassbox/commands/command-facts.json")
                .lines()
                .filter(line -> line.startsWith("\""))
                .forEach(line -> {
                    int colon = line.indexOf("\": ");
                    int end = line.endsWith(",") ? line.length() - 1 : line.length();
                    facts.put(line.substring(1, colon), line.substring(colon + 3, end));
                });
        return facts;
    }

    private static String describe(Command command) {
        Stream<String> categories = Arrays.stream(AclCategory.values())
                .filter(category -> (command.categories() & category.bit()) != 0)
                .map(AclCategory::printedName);
        return "{\"arity\":" + command.arity()
                + ",\"since\":\"" + command.since() + '"'
                + ",\"flags\":" + words(CommandInfo.flagNames(command).stream().sorted())
                + ",\"acl\":" + words(categories.sorted())
                + ",\"hints\":" + words(command.tips().stream())
                + ",\"keys\":"
                + command.keySpecs().stream().map(CommandFactsTest::describe).collect(Collectors.joining(",", "[", "]"))
                + "}";
    }

    private static String describe(KeySpec spec) {
        Stream<String> flags = Arrays.stream(KeyFlag.values()).filter(spec::has).map(KeyFlag::printedName);
        String begin = switch (spec.begin()) {
            case AtIndex(int index) -> "[\"index\"," + index + "]";
            case AtKeyword(String keyword, int from) -> "[\"keyword\",\"" + keyword + "\"," + from + "]";
            case BeginUnknown() -> "[\"unknown\"]";
        };
        String find = switch (spec.find()) {
            case Range(int last, int step, int limit) -> "[\"range\"," + last + "," + step + "," + limit + "]";
            case Counted(int number, int first, int step) -> "[\"keynum\"," + number + "," + first + "," + step + "]";
            case FindUnknown() -> "[\"unknown\"]";
        };
        return "{\"flags\":" + words(flags.sorted()) + ",\"begin\":" + begin + ",\"find\":" + find + "}";
    }

    private static String words(Stream<String> words) {
        return words.map(word -> '"' + word + '"').collect(Collectors.joining(",", "[", "]"));
    }

    private static String resource(String name) throws IOException {
        try (InputStream stream = CommandFactsTest.class.getResourceAsStream(name)) {
            assertNotNull(stream, name);
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
