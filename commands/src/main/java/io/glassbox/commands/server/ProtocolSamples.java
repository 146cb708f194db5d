package io.glassbox.commands.server;

import io.glassbox.command.call.CommandError;
import io.glassbox.network.protocol.ReplyWriter;
import java.util.Locale;

/** DEBUG PROTOCOL: a reply of each type that the protocol has, for tests of clients. */
final class ProtocolSamples {
    private static final CommandError NEEDS_RESP3 = CommandError.of("ERR RESP2 is not supported by this command");
    private static final CommandError UNKNOWN =
            CommandError.of("ERR Wrong protocol type name. Please use one of the following:"
                    + " string|integer|double|bignum|null|array|set|map|attrib|push|verbatim|true|false");

    private ProtocolSamples() {}

    /** Writes the sample of the type of that name. */
    static void write(String type, ReplyWriter reply) {
        switch (type.toLowerCase(Locale.ROOT)) {
            case "string" -> reply.bulk("Hello World");
            case "integer" -> reply.integer(12345);
            case "double" -> reply.number(3.141);
            case "null" -> reply.nil();
            case "array" -> {
                reply.array(3);
                numbers(reply);
            }
            case "set" -> {
                reply.set(3);
                numbers(reply);
            }
            case "map" -> {
                reply.map(3);
                for (int i = 0; i < 3; i++) {
                    reply.integer(i);
                    reply.bool(i == 1);
                }
            }
            case "attrib" -> {
                if (reply.isResp3()) {
                    reply.attribute(1);
                    reply.bulk("key-popularity");
                    reply.array(2);
                    reply.bulk("key:123");
                    reply.integer(90);
                }
                reply.bulk("Some real reply following the attribute");
            }
            case "push" -> {
                if (!reply.isResp3()) {
                    throw NEEDS_RESP3;
                }
                reply.push(2);
                reply.bulk("server-cpu-usage");
                reply.integer(42);
                reply.bulk("Some real reply following the push reply");
            }
            case "verbatim" -> reply.verbatim("txt", "This is a verbatim\nstring");
            case "true" -> reply.bool(true);
            case "false" -> reply.bool(false);
            case "bignum" -> reply.bigNumber("1234567999999999999999999999999999999");
            default -> throw UNKNOWN;
        }
    }

    private static void numbers(ReplyWriter reply) {
        for (int i = 0; i < 3; i++) {
            reply.integer(i);
        }
    }
}
