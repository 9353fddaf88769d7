package dev.coppice.attest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One block of a PEM file (RFC 7468). */
final class Pem {

  static final String PUBLIC = "PUBLIC KEY";
  static final String PRIVATE = "PRIVATE KEY";
  static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

  private final String label;
  private final byte[] der;

  /**
   * @param label such as {@code PUBLIC KEY}
   */
  Pem(String label, byte[] der) {
    this.label = label;
    this.der = der.clone();
  }

  String label() {
    return label;
  }

  byte[] der() {
    return der.clone();
  }

  /** The blocks of a text, in its order; one whose content is no base64 is none. */
  static List<Pem> blocks(String text) {
    List<Pem> blocks = new ArrayList<>();
    Matcher found = BLOCK.matcher(text);
    while (found.find()) {
      try {
        byte[] der = Base64.getDecoder().decode(found.group(2).replaceAll("\\s", ""));
        blocks.add(new Pem(found.group(1), der));
      } catch (IllegalArgumentException torn) {
        // Then it holds no key either.
      }
    }
    return blocks;
  }

  String text() {
    Base64.Encoder lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(label, lines.encodeToString(der), label);
  }
}
