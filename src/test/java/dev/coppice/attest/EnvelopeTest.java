package dev.coppice.attest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.evidence.Hash;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** Envelopes as the protocol's own text gives them, and Ed25519 as RFC 8032 does. */
class EnvelopeTest {

  /** RFC 8032, 7.1, TEST 2: its public key in a SubjectPublicKeyInfo, and what it signs. */
  private static final String PUBLIC =
      "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";

  private static final String SIGNED_72 =
      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
          + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";

  private final SigningKey key = SigningKey.fresh();

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void knows_the_signatures_of_the_standard() throws GeneralSecurityException {
    byte[] spki = HexFormat.of().parseHex("302a300506032b6570032100" + PUBLIC);
    VerifyingKey standard = VerifyingKey.of(spki);

    assertTrue(standard.hasSigned(new byte[] {0x72}, HexFormat.of().parseHex(SIGNED_72)));
    assertFalse(standard.hasSigned(new byte[] {0x73}, HexFormat.of().parseHex(SIGNED_72)));
  }

  @Test
  void signs_type_and_message_as_the_protocol_says() {
    assertEquals(
        "DSSEv1 29 http://example.com/HelloWorld 11 hello world",
        new String(
            Envelope.encoded("http://example.com/HelloWorld", bytes("hello world")),
            StandardCharsets.UTF_8));
  }

  @Test
  @ResourceLock(Resources.LOCALE)
  void counts_bytes_and_no_characters_in_the_digits_of_no_language() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertEquals(
          "DSSEv1 6 tüp/e 3 €",
          new String(Envelope.encoded("tüp/e", bytes("€")), StandardCharsets.UTF_8));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void comes_back_from_its_file_with_its_signer() {
    Envelope signed = Envelope.signed(bytes("{}"), Envelope.IN_TOTO, key);
    Envelope read = Envelope.read(signed.bytes());

    assertEquals(signed, read);
    assertEquals("{}", new String(read.message(), StandardCharsets.UTF_8));
    assertEquals(
        key.publicHalf(), read.signer(read.signatures().get(0), List.of(key.publicHalf())));
    assertNull(
        read.signer(read.signatures().get(0), List.of(SigningKey.fresh().publicHalf())),
        "a stranger has not signed it");
  }

  @Test
  void reads_both_alphabets_of_base64_and_tells_them_apart() {
    Envelope signed = Envelope.signed(new byte[] {-5, -1, -65}, "x/y", key);
    String sig = signed.signatures().get(0).sig();
    Envelope safe =
        new Envelope(
            signed.payload().replace('+', '-').replace('/', '_'),
            "x/y",
            List.of(new Envelope.Signature(null, sig.replace('+', '-').replace('/', '_'))));

    assertNotNull(safe.signer(safe.signatures().get(0), List.of(key.publicHalf())));
    assertTrue(signed.hasPlainBase64() && !safe.hasPlainBase64());
  }

  @Test
  void is_bound_to_its_type() {
    Envelope signed = Envelope.signed(bytes("{}"), Envelope.IN_TOTO, key);
    Envelope other = new Envelope(signed.payload(), "application/json", signed.signatures());

    assertNull(other.signer(other.signatures().get(0), List.of(key.publicHalf())));
  }

  @Test
  void is_none_without_its_parts_or_with_one_of_them_twice() {
    for (String json :
        List.of(
            "{\"payload\":\"\",\"payloadType\":\"x\",\"signatures\":[]}",
            "{\"payloadType\":\"x\",\"signatures\":[{\"sig\":\"\"}]}",
            "{\"payload\":\"\",\"payloadType\":\"x\",\"signatures\":[{\"keyid\":\"a\"}]}",
            "{\"payload\":\"\",\"payload\":\"\",\"payloadType\":\"x\",\"signatures\":[{\"sig\":\"\"}]}",
            "[]",
            "")) {
      assertThrows(IllegalArgumentException.class, () -> Envelope.read(bytes(json)), json);
    }
  }

  @Test
  void names_the_key_by_the_hash_of_what_openssl_calls_its_public_key() {
    byte[] spki = Base64.getDecoder().decode(key.publicHalf().base64());

    assertEquals(44, spki.length);
    assertEquals(Hash.sha256(spki), key.publicHalf().id());
  }
}
