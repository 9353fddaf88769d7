package dev.coppice.disaster;

import dev.coppice.plan.Loss;
import dev.coppice.plan.Obstacle;
import java.util.List;

/** Something that a disaster would take, and what says that it is not the stack's alone. */
record Claim(Loss loss, List<Obstacle> objections) {

  Claim {
    objections = List.copyOf(objections);
  }

  static List<Loss> granted(List<Claim> claims, List<Loss> earlier) {
    return claims.stream()
        .filter(claim -> claim.objections.isEmpty())
        .map(Claim::loss)
        .filter(loss -> !earlier.contains(loss))
        .distinct()
        .toList();
  }

  static List<Obstacle> objections(List<Claim> claims) {
    return claims.stream().flatMap(claim -> claim.objections.stream()).distinct().toList();
  }
}
