package dev.coppice.stack;

import java.util.List;

/**
 * An image as the engine describes it.
 *
 * @param id the engine's identity: of the configuration on the classic store, of the manifest on
 *     the containerd store
 * @param tags every {@code name:tag} that leads to it
 * @param digests every {@code name@sha256:…} that leads to it
 * @param bytes its size on the engine
 */
public record Image(String id, List<String> tags, List<String> digests, long bytes) {}
