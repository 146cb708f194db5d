package io.glassbox.tools.check;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** JSON as a tree: maps, lists, texts, numbers and claims. */
record Json(Object value) {
    static Json parse(String text) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            parser.nextToken();
            Json tree = new Json(read(parser));
            if (parser.nextToken() != null) {
                throw new AssertionError("more than one value: " + text);
            }
            return tree;
        }
    }

    private static Object read(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> map = new LinkedHashMap<>();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    map.put(name, read(parser));
                }
                yield map;
            }
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(read(parser));
                }
                yield list;
            }
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
            default -> parser.getText();
        };
    }

    Json at(String name) {
        return new Json(Objects.requireNonNull(((Map<?, ?>) value).get(name), () -> "no " + name + " in " + value));
    }

    Json at(int index) {
        return new Json(((List<?>) value).get(index));
    }

    /** The one of a list of rows that has this text in a column. */
    Json row(String column, String text) {
        for (int i = 0; i < size(); i++) {
            if (at(i).at(column).value.equals(text)) {
                return at(i);
            }
        }
        throw new AssertionError("no " + column + " " + text + " in " + value);
    }

    int size() {
        return ((List<?>) value).size();
    }

    long number() {
        return (Long) value;
    }

    boolean isTrue() {
        return value.equals(true);
    }

    String text() {
        return (String) value;
    }

    /** The sum of a column of numbers. */
    long sum(String column) {
        long sum = 0;
        for (int i = 0; i < size(); i++) {
            sum += at(i).at(column).number();
        }
        return sum;
    }
}
