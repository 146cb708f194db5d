package io.glassbox.tools.check;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a tool has to say beyond what Redis's says: facts, then sections; as aligned tables for people, or as JSON. */
final class Report {
    private static final String GAP = "  ";

    private final Map<String, Object> facts = new LinkedHashMap<>();
    private final List<Section> sections = new ArrayList<>();

    /** A {@link String}, a {@link Long} or a {@link Boolean}. */
    Report fact(String name, Object value) {
        facts.put(name, value);
        return this;
    }

    Report add(Section section) {
        sections.add(section);
        return this;
    }

    void print(PrintStream out, boolean isJson) {
        if (isJson) {
            printJson(out);
        } else {
            printTables(out);
        }
    }

    /** Sections without rows are left out. */
    private void printTables(PrintStream out) {
        for (Section section : sections) {
            if (!section.rows().isEmpty()) {
                out.print("\n" + section.name().replace('_', ' ').toUpperCase(Locale.ROOT) + "\n");
                printTable(section, out);
            }
        }
    }

    private static void printTable(Section section, PrintStream out) {
        int columns = section.columns().size();
        int[] widths = new int[columns];
        for (int i = 0; i < columns; i++) {
            int column = i;
            widths[i] = Math.max(
                    section.columns().get(i).length(),
                    section.rows().stream()
                            .mapToInt(row -> width(row.get(column)))
                            .max()
                            .orElse(0));
        }
        printRow(List.copyOf(section.columns()), section, widths, out);
        section.rows().forEach(row -> printRow(row, section, widths, out));
    }

    private static int width(Object cell) {
        String text = cell.toString();
        return text.codePointCount(0, text.length());
    }

    /** Numbers stand to the right, and so do the names of their columns. */
    private static void printRow(List<? extends Object> row, Section section, int[] widths, PrintStream out) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = row.get(i).toString();
            String room = " ".repeat(widths[i] - width(cell));
            boolean isNumber = section.rows().getFirst().get(i) instanceof Long;
            line.append(i == 0 ? "" : GAP).append(isNumber ? room + cell : cell + room);
        }
        out.print(Surroundings.bytes(line.toString().stripTrailing()) + "\n");
    }

    private void printJson(PrintStream out) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            for (Map.Entry<String, Object> fact : facts.entrySet()) {
                json.writeFieldName(fact.getKey());
                write(fact.getValue(), json);
            }
            for (Section section : sections) {
                write(section, json);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.print(Surroundings.bytes(text.toString()) + "\n");
    }

    private static void write(Section section, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(section.name());
        for (List<Object> row : section.rows()) {
            json.writeStartObject();
            for (int i = 0; i < row.size(); i++) {
                json.writeFieldName(section.columns().get(i));
                write(row.get(i), json);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void write(Object value, JsonGenerator json) throws IOException {
        switch (value) {
            case Long number -> json.writeNumber(number);
            case Boolean claim -> json.writeBoolean(claim);
            default -> json.writeString(value.toString());
        }
    }
}
