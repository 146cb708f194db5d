package io.glassbox.scripting.function;

import java.util.Map;

/**
 * A library that has been loaded.
 *
 * @param functions by their names in lower case
 * @param source as it was given, its first line included: what is saved and dumped
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares libraries
public record Library(String name, byte[] source, Map<String, LibraryFunction> functions) {}
