package dev.coppice.verify;

/**
 * Something in a bundle that cannot be where the bundle is as it was sealed.
 *
 * @param file that it is about, below the bundle's folder
 * @param what is wrong with it, the rest of a sentence that begins with the file
 */
public record Fault(String file, String what) {

  @Override
  public String toString() {
    return file + ": " + what;
  }
}
