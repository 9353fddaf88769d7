package dev.coppice.judge;

/** Identities that are always the same for the same name. */
final class Ids {

  private Ids() {}

  static String digest(String name) {
    return "sha256:" + hex("digest-" + name);
  }

  static String imageId(String name) {
    return "sha256:" + hex("image-" + name);
  }

  /** An identity of 64 hexadecimal digits that always is the same for the same text. */
  static String hex(String text) {
    return String.format("%08x", text.hashCode()).repeat(8);
  }
}
