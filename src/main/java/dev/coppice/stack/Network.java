package dev.coppice.stack;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/**
 * A network as the engine describes it.
 *
 * @param containers identities of the containers attached to it now
 * @param settings driver, options and address ranges, flattened
 */
public record Network(
    String id,
    String name,
    Instant createdAt,
    SortedMap<String, String> labels,
    List<String> containers,
    SortedMap<String, String> settings) {}
