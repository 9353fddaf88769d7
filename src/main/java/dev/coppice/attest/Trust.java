package dev.coppice.attest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The public keys that somebody trusts.
 *
 * @param keys with the file that each comes from
 */
public record Trust(Map<VerifyingKey, Path> keys) {

  private static final long LARGEST = 1 << 20;

  public Trust {
    keys = Map.copyOf(keys);
  }

  /**
   * Reads the keys of a file, or of the files in a folder whose names end in .pub or .pem.
   *
   * @throws KeyException where there is none, or one cannot be read
   */
  public static Trust read(Path path) {
    Map<VerifyingKey, Path> keys = new LinkedHashMap<>();
    for (Path file : files(path)) {
      keys(file).forEach(key -> keys.putIfAbsent(key, file));
    }
    return new Trust(keys);
  }

  private static List<Path> files(Path path) {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> all = Files.list(path)) {
      List<Path> files =
          all.filter(file -> file.getFileName().toString().matches(".*\\.(pub|pem)"))
              .sorted()
              .toList();
      if (files.isEmpty()) {
        throw new KeyException(
            path + ": this folder holds no public key, that is no file named .pub or .pem");
      }
      return files;
    } catch (IOException e) {
      throw new KeyException("tried to read the keys in %s but failed: %s".formatted(path, e), e);
    }
  }

  private static List<VerifyingKey> keys(Path file) {
    List<Pem> blocks = Pem.blocks(text(file));
    List<VerifyingKey> keys = new ArrayList<>();
    for (Pem block : blocks) {
      if (!block.label().equals(Pem.PUBLIC)) {
        throw new KeyException(
            "%s: this holds a %s; to trust takes the public key, the file that ends in .pub"
                .formatted(file, block.label()));
      }
      try {
        keys.add(VerifyingKey.of(block.der()));
      } catch (GeneralSecurityException e) {
        throw new KeyException(
            file + ": this is no public key for Ed25519, and Coppice signs with no other", e);
      }
    }
    if (keys.isEmpty()) {
      throw new KeyException(file + ": this is no PEM file with a public key");
    }
    return keys;
  }

  private static String text(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        throw new KeyException(file + ": there is no such file of public keys");
      }
      if (Files.size(file) > LARGEST) {
        throw new KeyException(file + ": this is no file of public keys: it is too large");
      }
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new KeyException("tried to read %s but failed because: %s".formatted(file, e), e);
    }
  }
}
