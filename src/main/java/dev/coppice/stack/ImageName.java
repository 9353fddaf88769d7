package dev.coppice.stack;

import org.jspecify.annotations.Nullable;

/**
 * An image reference taken apart: {@code [registry/]path[:tag][@digest]}.
 *
 * @param repository as engines list it: {@code busybox} for {@code docker.io/library/busybox}
 */
public record ImageName(String repository, @Nullable String tag, @Nullable String digest) {

  public static ImageName parse(String reference) {
    int at = reference.indexOf('@');
    String digest = at < 0 ? null : reference.substring(at + 1);
    String named = at < 0 ? reference : reference.substring(0, at);
    int colon = named.lastIndexOf(':');
    boolean tagged = colon > named.lastIndexOf('/');
    return new ImageName(
        listed(tagged ? named.substring(0, colon) : named),
        tagged ? named.substring(colon + 1) : null,
        digest);
  }

  /** Engines leave out what they would assume: Docker's own registry, and its library. */
  private static String listed(String repository) {
    String path = without("docker.io/", without("index.docker.io/", repository));
    String image = without("library/", path);
    return image.contains("/") ? path : image;
  }

  private static String without(String prefix, String name) {
    return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
  }

  /** The reference that names the same repository by digest alone. */
  public static String withDigest(String reference, String digest) {
    return parse(reference).repository() + "@" + digest;
  }

  /** The host of the registry, {@code docker.io} where the reference names none. */
  public String registry() {
    int slash = repository.indexOf('/');
    String first = slash < 0 ? "" : repository.substring(0, slash);
    return first.contains(".") || first.contains(":") || first.equals("localhost")
        ? first
        : "docker.io";
  }

  /** The path of the repository within its registry. */
  public String path() {
    String registry = registry();
    if (repository.startsWith(registry + "/")) {
      return repository.substring(registry.length() + 1);
    }
    return repository.contains("/") ? repository : "library/" + repository;
  }

  /** Name and tag as an engine lists them in RepoTags: a missing tag is {@code latest}. */
  public String tagged() {
    return repository + ":" + (tag == null ? "latest" : tag);
  }
}
