package dev.coppice.engine;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The engine's way of putting standard output and standard error into one stream: a frame begins
 * with the stream's number (1 byte), three zeros and the length (4 bytes, big endian).
 */
final class Frames {

  private static final int STDERR = 2;

  private Frames() {}

  /** Takes the stream apart until it ends. */
  static void split(InputStream frames, OutputStream stdout, OutputStream stderr)
      throws IOException {
    DataInputStream in = new DataInputStream(frames);
    byte[] buffer = new byte[8192];
    for (int stream = in.read(); stream >= 0; stream = in.read()) {
      in.skipNBytes(3);
      OutputStream to = stream == STDERR ? stderr : stdout;
      for (long left = Integer.toUnsignedLong(in.readInt()); left > 0; ) {
        int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
        if (read < 0) {
          throw new EOFException("the engine's answer ends within a frame");
        }
        to.write(buffer, 0, read);
        left -= read;
      }
    }
  }
}
