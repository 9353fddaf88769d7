package dev.coppice.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The text of a scenario's file, read within limits.
 *
 * @param sha256 of the file's bytes, hexadecimal
 */
record ScenarioText(String text, String sha256) {

  /** How large a scenario may be: 1 MiB. */
  static final int MAX_BYTES = 1 << 20;

  static ScenarioText read(Path file, Problems problems) {
    byte[] bytes = bytes(file, problems);
    return new ScenarioText(decoded(bytes, problems), sha256(bytes));
  }

  private static byte[] bytes(Path file, Problems problems) {
    if (Files.isDirectory(file)) {
      throw problems.fatal(Place.START, "this is a folder: a scenario is a file");
    }
    // A pipe or a device may never end; only a missing file goes on, to fail in its own words.
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw problems.fatal(Place.START, "this is not a regular file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw problems.fatal(Place.START, "the file is larger than 1 MiB: this is no scenario");
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw problems.fatal(Place.START, "there is no such file");
    } catch (AccessDeniedException e) {
      throw problems.fatal(Place.START, "the file cannot be read: permission denied");
    } catch (IOException e) {
      throw problems.fatal(Place.START, "the file cannot be read: " + e.getMessage());
    }
  }

  private static String decoded(byte[] bytes, Problems problems) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    CoderResult result = decoder.decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      Place place = YamlWords.place(text, text.codePointCount(0, text.length()));
      throw problems.fatal(place, "the file is not UTF-8 from here on");
    }
    String withoutMark = text.startsWith("\uFEFF") ? text.substring(1) : text;
    if (withoutMark.isBlank()) {
      throw problems.fatal(Place.START, "the file is empty: a scenario is expected");
    }
    return withoutMark;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
