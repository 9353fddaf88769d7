package dev.coppice.stack;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A config or secret of the definition: a file on the host, or content that the definition or the
 * environment gives.
 *
 * @param key its name in the file
 * @param file the absolute path where it comes from a file, null otherwise
 * @param content what it holds where it does not come from a file; null where nobody gives it
 */
public record FileSource(
    String key, @Nullable Path file, @Nullable String content, boolean external) {}
