package dev.coppice.verify;

import java.io.IOException;
import java.nio.file.Path;

/** Bundles for tests of other rooms. */
public final class Samples {

  private Samples() {}

  /** One that is verified and that nobody has signed. */
  public static Path unsigned(Path folder) throws IOException {
    return unsigned(folder, "r1");
  }

  /** The same of a run of that name. */
  public static Path unsigned(Path folder, String run) throws IOException {
    return HonestBundle.of(dev.coppice.judge.FactsOf.honest().build(), folder, null, run);
  }
}
