package dev.coppice.stack;

import java.time.Instant;
import java.util.SortedMap;

/**
 * A volume as the engine describes it. It has no identity of its own: its labels, mount point and
 * time of creation stand in for one, and only a nonce among the labels proves who made it.
 */
public record Volume(
    String name,
    String driver,
    String mountpoint,
    Instant createdAt,
    SortedMap<String, String> labels,
    SortedMap<String, String> options) {}
