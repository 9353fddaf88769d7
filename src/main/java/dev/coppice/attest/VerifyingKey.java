package dev.coppice.attest;

import dev.coppice.evidence.Hash;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The public half of an Ed25519 key. */
public final class VerifyingKey {

  private final PublicKey key;

  VerifyingKey(PublicKey key) {
    this.key = key;
  }

  /**
   * Reads its SubjectPublicKeyInfo.
   *
   * @throws GeneralSecurityException where that is no Ed25519 key
   */
  static VerifyingKey of(byte[] spki) throws GeneralSecurityException {
    return new VerifyingKey(
        KeyFactory.getInstance(SigningKey.ALGORITHM).generatePublic(new X509EncodedKeySpec(spki)));
  }

  /** Reads it as {@link #base64} writes it; null where that is no such key. */
  public static @Nullable VerifyingKey read(@Nullable String base64) {
    try {
      return base64 == null ? null : of(Base64.getDecoder().decode(base64));
    } catch (GeneralSecurityException | IllegalArgumentException unfit) {
      return null;
    }
  }

  /** The SHA-256 of its SubjectPublicKeyInfo, hexadecimal. */
  public String id() {
    return Hash.sha256(key.getEncoded());
  }

  /** Its SubjectPublicKeyInfo in base64. */
  public String base64() {
    return Base64.getEncoder().encodeToString(key.getEncoded());
  }

  String pem() {
    return new Pem(Pem.PUBLIC, key.getEncoded()).text();
  }

  boolean hasSigned(byte[] message, byte[] signature) {
    try {
      Signature check = Signature.getInstance(SigningKey.ALGORITHM);
      check.initVerify(key);
      check.update(message);
      return check.verify(signature);
    } catch (GeneralSecurityException malformed) {
      return false;
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifyingKey that && id().equals(that.id());
  }

  @Override
  public int hashCode() {
    return id().hashCode();
  }

  @Override
  public String toString() {
    return id();
  }
}
