package dev.coppice.drill;

import dev.coppice.engine.EngineChanges;
import dev.coppice.plan.Performer;
import dev.coppice.plan.Verb;
import dev.coppice.provision.Site;

/**
 * What is done wrong on purpose in a run, to see whether anything notices: between the run and what
 * it works with, so that the run itself knows nothing of it but its name. The name is in its
 * journal and its evidence. Whoever takes such a run up again does so without it.
 */
public interface Sabotage {

  /** An honest run has no sabotage. */
  Sabotage NONE = () -> "";

  /** What is done wrong, in a few words; empty where nothing is. */
  String name();

  /** The engine as the gateway reaches it: what is changed here, the journal does not know. */
  default EngineChanges changes(EngineChanges honest) {
    return honest;
  }

  /** What the rebuild works with; asked for when it begins. */
  default Site site(Site honest) {
    return honest;
  }

  /** Who carries out the steps of one verb of the rebuild. */
  default Performer performer(Verb verb, Performer honest, Site site) {
    return honest;
  }
}
