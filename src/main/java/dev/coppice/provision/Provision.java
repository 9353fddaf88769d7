package dev.coppice.provision;

import dev.coppice.plan.Obstacle;
import dev.coppice.plan.Performer;
import dev.coppice.plan.Step;
import dev.coppice.plan.Verb;
import dev.coppice.stack.EngineIdentity;
import dev.coppice.stack.Stack;
import java.util.List;
import java.util.Map;

/** One way to raise a stack: what it cannot do, the steps it takes, and who carries them out. */
public interface Provision {

  /** The kind's name in a scenario. */
  String kind();

  /** The same way with gates of another kind, where it has any: Compose has its own. */
  default Provision with(Gates gates) {
    return this;
  }

  /** What of the definition this way does not carry out on the engine, each by its name. */
  List<Obstacle> refusals(Stack stack, EngineIdentity engine);

  /** The steps that make what is missing, woven together with the restores. Pure. */
  List<Step> steps(Stack stack, Missing missing, List<RestorePoint> restores);

  /** Who carries out the verbs that {@link #steps} uses, restores excepted. */
  Map<Verb, Performer> performers(Site site);
}
