package io.glassbox.commands.server;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.glassbox.command.declare.RegisteredCommand;
import io.glassbox.network.protocol.ReplyWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What commands are for and what arguments they take: a JSON resource per command, read when somebody asks. The resource holds
 * what only people read; what the server executes by is declared beside the handler.
 */
final class CommandDocs {
    private static final JsonFactory JSON = new JsonFactory();

    /** Writes the documentation of one command, its subcommands included, as COMMAND DOCS replies it. */
    void write(RegisteredCommand command, ReplyWriter reply) {
        Map<String, Object> document = new LinkedHashMap<>(read(command.name()));
        document.putIfAbsent("since", command.command().since());
        boolean container = command.hasSubcommands();
        reply.map(document.size() + (container ? 1 : 0));
        document.forEach((name, value) -> {
            reply.bulk(name);
            writeValue(name, value, reply);
        });
        if (container) {
            reply.bulk("subcommands");
            reply.map(command.subcommands().size());
            for (RegisteredCommand subcommand : command.subcommands().values()) {
                reply.bulk(subcommand.name());
                write(subcommand, reply);
            }
        }
    }

    private static void writeValue(String name, @Nullable Object value, ReplyWriter reply) {
        switch (value) {
            case Map<?, ?> map -> {
                reply.map(map.size());
                map.forEach((key, inner) -> {
                    reply.bulk(String.valueOf(key));
                    writeValue(String.valueOf(key), inner, reply);
                });
            }
            case List<?> list -> writeList(name, list, reply);
            case Long number -> reply.integer(number);
            case null -> reply.nil();
            default -> reply.bulk(String.valueOf(value));
        }
    }

    /** Flags are sets of words; everything else is a plain array. */
    private static void writeList(String name, List<?> list, ReplyWriter reply) {
        boolean flags = name.equals("flags") || name.equals("doc_flags");
        if (flags) {
            reply.set(list.size());
            list.forEach(flag -> reply.simple(String.valueOf(flag)));
            return;
        }
        if (name.equals("history")) {
            reply.set(list.size());
        } else {
            reply.array(list.size());
        }
        list.forEach(element -> writeValue("", element, reply));
    }

    private static Map<String, Object> read(String command) {
        String resource = "/io/glassbox/commands/docs/" + command.replace('|', '-') + ".json";
        try (InputStream stream = CommandDocs.class.getResourceAsStream(resource)) {
            if (stream == null) {
                return Map.of();
            }
            try (JsonParser parser = JSON.createParser(stream)) {
                parser.nextToken();
                return readObject(parser);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("unreadable resource " + resource, e);
        }
    }

    private static Map<String, Object> readObject(JsonParser parser) throws IOException {
        Map<String, Object> object = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            object.put(name, readValue(parser));
        }
        return object;
    }

    private static Object readValue(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> readObject(parser);
            case START_ARRAY -> {
                List<Object> array = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(readValue(parser));
                }
                yield array;
            }
            case VALUE_NUMBER_INT -> parser.getLongValue();
            default -> parser.getText();
        };
    }
}
