package dev.coppice.attest;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;

/**
 * Encrypted PKCS#8: PBES2 of RFC 8018 with PBKDF2, HMAC-SHA-256 and AES-256, as OpenSSL writes it.
 */
final class Encryption {

  private static final String SCHEME = "PBEWithHmacSHA256AndAES_256";

  /** What OWASP asks of PBKDF2 with HMAC-SHA-256 since 2023: about a third of a second. */
  private static final int ROUNDS = 600_000;

  private static final int MOST_ROUNDS = 10_000_000;

  private Encryption() {}

  static byte[] encrypt(byte[] pkcs8, char[] passphrase) {
    try {
      SecureRandom random = new SecureRandom();
      byte[] salt = new byte[16];
      byte[] iv = new byte[16];
      random.nextBytes(salt);
      random.nextBytes(iv);
      Cipher cipher = Cipher.getInstance(SCHEME);
      cipher.init(
          Cipher.ENCRYPT_MODE,
          key(SCHEME, passphrase),
          new PBEParameterSpec(salt, ROUNDS, new IvParameterSpec(iv)));
      // Named by its scheme, the JDK would not know which number to write for it.
      AlgorithmParameters named = AlgorithmParameters.getInstance("PBES2");
      named.init(cipher.getParameters().getEncoded());
      return new EncryptedPrivateKeyInfo(named, cipher.doFinal(pkcs8)).getEncoded();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Opens what any PBES2 of the JDK has encrypted.
   *
   * @throws GeneralSecurityException where the passphrase is another one, or the scheme not known
   */
  static byte[] decrypt(byte[] der, char[] passphrase) throws GeneralSecurityException {
    EncryptedPrivateKeyInfo info;
    try {
      info = new EncryptedPrivateKeyInfo(der);
    } catch (IOException e) {
      throw new GeneralSecurityException("this is no encrypted key", e);
    }
    AlgorithmParameters parameters = info.getAlgParameters();
    if (parameters == null) {
      throw new GeneralSecurityException("the scheme " + info.getAlgName() + " is not known");
    }
    int rounds = parameters.getParameterSpec(PBEParameterSpec.class).getIterationCount();
    if (rounds > MOST_ROUNDS) {
      throw new GeneralSecurityException("the key asks for " + rounds + " rounds");
    }
    String scheme = parameters.toString();
    Cipher cipher = Cipher.getInstance(scheme);
    cipher.init(Cipher.DECRYPT_MODE, key(scheme, passphrase), parameters);
    return cipher.doFinal(info.getEncryptedData());
  }

  private static SecretKey key(String scheme, char[] passphrase) throws GeneralSecurityException {
    return SecretKeyFactory.getInstance(scheme).generateSecret(new PBEKeySpec(passphrase));
  }
}
