package dev.coppice.attest;

import dev.coppice.evidence.Json;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A signed message in a DSSE envelope, protocol and envelope 1.0
 * (github.com/secure-systems-lab/dsse).
 *
 * @param payload the message, in base64
 */
public record Envelope(String payload, String payloadType, List<Signature> signatures) {

  /** What in-toto statements are sent as. */
  public static final String IN_TOTO = "application/vnd.in-toto+json";

  public Envelope {
    if (payload == null || payloadType == null || signatures == null || signatures.isEmpty()) {
      throw new IllegalArgumentException("payload, payloadType or signatures are missing");
    }
    signatures = List.copyOf(signatures);
  }

  /**
   * One signature.
   *
   * @param keyid a hint which key it is, signed by nobody
   * @param sig the signature, in base64
   */
  public record Signature(@Nullable String keyid, String sig) {

    public Signature {
      if (sig == null) {
        throw new IllegalArgumentException("a signature without sig");
      }
    }
  }

  static Envelope signed(byte[] message, String payloadType, SigningKey key) {
    byte[] signature = key.sign(encoded(payloadType, message));
    Base64.Encoder base64 = Base64.getEncoder();
    return new Envelope(
        base64.encodeToString(message),
        payloadType,
        List.of(new Signature(key.publicHalf().id(), base64.encodeToString(signature))));
  }

  /**
   * Reads an envelope.
   *
   * @throws IllegalArgumentException where it is none
   */
  public static Envelope read(byte[] json) {
    try {
      return Json.read(new String(json, StandardCharsets.UTF_8), Envelope.class);
    } catch (UncheckedIOException e) {
      Throwable cause = e.getCause();
      String words = String.valueOf(cause == null ? e.getMessage() : cause.getMessage());
      throw new IllegalArgumentException(words.lines().findFirst().orElse(""), e);
    }
  }

  /** As it stands in a file. */
  public byte[] bytes() {
    return Json.pretty(this).getBytes(StandardCharsets.UTF_8);
  }

  /** Whether its base64 is the one that Coppice writes: others can mean the same bytes. */
  public boolean hasPlainBase64() {
    return isPlain(payload) && signatures.stream().allMatch(one -> isPlain(one.sig()));
  }

  private static boolean isPlain(String base64) {
    return Base64.getEncoder().encodeToString(decoded(base64)).equals(base64);
  }

  /**
   * The message.
   *
   * @throws IllegalArgumentException where the payload is no base64
   */
  public byte[] message() {
    return decoded(payload);
  }

  /** Which of some keys has signed it so; null where none has. */
  public @Nullable VerifyingKey signer(Signature signature, Iterable<VerifyingKey> keys) {
    byte[] message = encoded(payloadType, message());
    byte[] sig = decoded(signature.sig());
    for (VerifyingKey key : keys) {
      if (key.hasSigned(message, sig)) {
        return key;
      }
    }
    return null;
  }

  /** The protocol lets a signer choose between the two alphabets. */
  private static byte[] decoded(String base64) {
    boolean urlSafe = base64.indexOf('-') >= 0 || base64.indexOf('_') >= 0;
    return (urlSafe ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(base64);
  }

  /** PAE, the protocol's "pre-authentication encoding": this is what is signed. */
  static byte[] encoded(String payloadType, byte[] message) {
    byte[] type = payloadType.getBytes(StandardCharsets.UTF_8);
    // Not %d, which writes the digits of the machine's language.
    byte[] head =
        "DSSEv1 %s %s %s "
            .formatted(type.length, payloadType, message.length)
            .getBytes(StandardCharsets.UTF_8);
    byte[] all = java.util.Arrays.copyOf(head, head.length + message.length);
    System.arraycopy(message, 0, all, head.length, message.length);
    return all;
  }

  /** The statement that it carries, whoever signed it. */
  public Statement statement() {
    return Statement.read(message());
  }
}
