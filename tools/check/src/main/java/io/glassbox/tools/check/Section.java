package io.glassbox.tools.check;

import java.util.ArrayList;
import java.util.List;

/** A part of a report: rows of texts and numbers under the names of its columns. */
final class Section {
    private final String name;
    private final List<String> columns;
    private final List<List<Object>> rows = new ArrayList<>();

    /** Names are words with underscores. */
    Section(String name, String... columns) {
        this.name = name;
        this.columns = List.of(columns);
    }

    /** Adds a row: a {@link String} or a {@link Long} for each column. */
    Section row(Object... cells) {
        assert cells.length == columns.size();
        rows.add(List.of(cells));
        return this;
    }

    String name() {
        return name;
    }

    List<String> columns() {
        return columns;
    }

    List<List<Object>> rows() {
        return rows;
    }
}
