package dev.coppice.stack;

/** Identities as people read them. */
public final class Identity {

  private Identity() {}

  /** The first twelve digits of an identity, without {@code sha256:}. */
  public static String abbreviated(String id) {
    String bare = id.startsWith("sha256:") ? id.substring("sha256:".length()) : id;
    return bare.length() <= 12 ? bare : bare.substring(0, 12);
  }
}
