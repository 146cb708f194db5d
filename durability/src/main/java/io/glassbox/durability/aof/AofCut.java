package io.glassbox.durability.aof;

import java.nio.file.Path;

/**
 * The base and the increment behind it, when nothing is appended to the latter any more: all data of one moment.
 *
 * @param bytes of the increment, all of which are written, if not yet forced to the medium
 * @param manifestName the name under which a server looks for the manifest
 * @param manifest the text of a manifest, a character per byte, that names these two alone
 */
public record AofCut(Path base, Path increment, long bytes, String manifestName, String manifest) {}
