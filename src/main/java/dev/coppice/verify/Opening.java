package dev.coppice.verify;

import dev.coppice.attest.Envelope;
import dev.coppice.attest.Statement;
import dev.coppice.attest.VerifyingKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An envelope of a bundle, opened: what it carries, and whose signatures it bears.
 *
 * @param keys one for each signature, and so at least one
 */
record Opening<T>(T predicate, Statement statement, List<VerifyingKey> keys) {

  private static final long LARGEST = 16L << 20;

  /** What is wrong with an envelope, the rest of a sentence that begins with the file. */
  static final class Refused extends Exception {

    private static final long serialVersionUID = 1L;

    Refused(String what) {
      super(what);
    }
  }

  VerifyingKey key() {
    return keys.get(0);
  }

  /**
   * Opens an envelope. Each byte of it is as Coppice writes it, each signature is a good one, and
   * the key's id is that of the key.
   *
   * @param trusted keys that may have signed
   * @param named gives the key that the predicate itself names, which may be anybody's
   */
  static <T> Opening<T> of(
      Path folder,
      String file,
      String type,
      Class<T> as,
      Collection<VerifyingKey> trusted,
      Function<T, @Nullable VerifyingKey> named)
      throws Refused {
    byte[] bytes = bytes(folder.resolve(file));
    try {
      Envelope envelope = Envelope.read(bytes);
      if (!envelope.payloadType().equals(Envelope.IN_TOTO)) {
        throw new Refused("carries " + envelope.payloadType() + ", and not a statement");
      }
      if (!Arrays.equals(envelope.bytes(), bytes) || !envelope.hasPlainBase64()) {
        throw new Refused("is not an envelope as Coppice writes it");
      }
      Statement statement = envelope.statement();
      T predicate = statement.predicate(type, as);
      List<VerifyingKey> candidates = new ArrayList<>(trusted);
      VerifyingKey own = named.apply(predicate);
      if (own != null) {
        candidates.add(own);
      }
      List<VerifyingKey> keys = new ArrayList<>();
      for (Envelope.Signature signature : envelope.signatures()) {
        VerifyingKey key = envelope.signer(signature, candidates);
        if (key == null || !key.id().equals(signature.keyid())) {
          throw new Refused("does not bear the signature of the key that it names");
        }
        keys.add(key);
      }
      return new Opening<>(predicate, statement, keys);
    } catch (IllegalArgumentException | UncheckedIOException unfit) {
      throw new Refused("cannot be read: " + unfit.getMessage());
    }
  }

  private static byte[] bytes(Path path) throws Refused {
    try {
      if (Files.size(path) > LARGEST) {
        throw new Refused("is larger than any statement");
      }
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new Refused("cannot be read: " + e);
    }
  }
}
