package dev.coppice.provision;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A config or secret whose content is put into a container after it is made and before it starts.
 *
 * @param path absolute path in the container
 * @param mode permission bits
 */
public record InjectedFile(String path, String content, int uid, int gid, int mode) {

  /** Characters that a path may have in the old tar format, its leading slash included. */
  static final int MAX_PATH = 100;

  private static final int BLOCK = 512;

  /**
   * The file as a tar archive to be unpacked at the container's root; made up of this one entry.
   */
  public byte[] tar() {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    int padded = (bytes.length + BLOCK - 1) / BLOCK * BLOCK;
    byte[] tar = new byte[BLOCK + padded + 2 * BLOCK];
    text(tar, 0, path.substring(1));
    octal(tar, 100, 8, mode);
    octal(tar, 108, 8, uid);
    octal(tar, 116, 8, gid);
    octal(tar, 124, 12, bytes.length);
    octal(tar, 136, 12, 0);
    tar[156] = '0';
    text(tar, 257, "ustar");
    text(tar, 263, "00");
    Arrays.fill(tar, 148, 156, (byte) ' ');
    int sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      sum += tar[i] & 0xff;
    }
    octal(tar, 148, 7, sum);
    System.arraycopy(bytes, 0, tar, BLOCK, bytes.length);
    return tar;
  }

  private static void text(byte[] tar, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, tar, at, bytes.length);
  }

  private static void octal(byte[] tar, int at, int width, long value) {
    text(tar, at, String.format("%0" + (width - 1) + "o", value));
    tar[at + width - 1] = 0;
  }
}
