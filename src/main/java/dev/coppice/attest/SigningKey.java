package dev.coppice.attest;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.util.Arrays;

/** A private Ed25519 key with its public half. */
public final class SigningKey {

  static final String ALGORITHM = "Ed25519";

  private final PrivateKey secret;
  private final VerifyingKey half;

  private SigningKey(PrivateKey secret, VerifyingKey half) {
    this.secret = secret;
    this.half = half;
  }

  /** A new one. */
  public static SigningKey fresh() {
    try {
      return of(KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SigningKey of(KeyPair pair) {
    return new SigningKey(pair.getPrivate(), new VerifyingKey(pair.getPublic()));
  }

  /**
   * A private key with its public half. The JDK works that half out only while it makes a pair; so
   * it makes this pair once more, with the known seed in place of random bytes.
   *
   * @throws GeneralSecurityException where it does not come out: then nothing is signed with it
   */
  static SigningKey of(EdECPrivateKey secret) throws GeneralSecurityException {
    byte[] seed =
        secret.getBytes().orElseThrow(() -> new GeneralSecurityException("it has no value"));
    KeyPairGenerator again = KeyPairGenerator.getInstance(ALGORITHM);
    again.initialize(secret.getParams(), new Known(seed));
    SigningKey key = of(again.generateKeyPair());
    if (!Arrays.equals(key.secret.getEncoded(), secret.getEncoded())) {
      throw new GeneralSecurityException("its public half could not be worked out");
    }
    return key;
  }

  /** Bytes that are known. */
  private static final class Known extends SecureRandom {

    private static final long serialVersionUID = 1L;

    private final byte[] bytes;

    Known(byte[] bytes) {
      this.bytes = bytes.clone();
    }

    @Override
    public void nextBytes(byte[] into) {
      System.arraycopy(bytes, 0, into, 0, into.length);
    }
  }

  public VerifyingKey publicHalf() {
    return half;
  }

  PrivateKey secret() {
    return secret;
  }

  byte[] sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(secret);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
