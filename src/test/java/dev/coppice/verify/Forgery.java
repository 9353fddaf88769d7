package dev.coppice.verify;

import dev.coppice.evidence.BundleException;
import java.io.IOException;

/**
 * One way of forging a bundle.
 *
 * @param forging false where it cannot be done to this bundle
 */
record Forgery(String name, Forging forging) {

  /** What the forger does. */
  interface Forging {
    boolean forge(Scene scene) throws IOException;
  }

  /** What he does besides. */
  interface Cover {
    void over(Scene scene) throws IOException;
  }

  static Forgery of(String name, Forging forging) {
    return new Forgery(name, forging);
  }

  Forgery and(String what, Cover cover) {
    return new Forgery(
        name + ", " + what,
        scene -> {
          if (!forging.forge(scene)) {
            return false;
          }
          try {
            cover.over(scene);
          } catch (BundleException broken) {
            // His own tools refuse what he made: then he leaves it so.
          }
          return true;
        });
  }

  @Override
  public String toString() {
    return name;
  }
}
