package dev.coppice.selftest;

import java.util.List;

/** All the lies, in the order in which they are told. */
public final class Mutations {

  /** A stale backup is made of the stack that {@link NoRestore} leaves, so it comes after it. */
  public static final List<Mutation> ALL =
      List.of(
          new NoRestore(),
          new EmptyRestore(),
          new StaleBackup(),
          new WrongImage(),
          new OneReplicaLess(),
          new ChangedEnvironment(),
          new ReplacedBindSource(),
          new KeptVolume(),
          new SharedNetwork(),
          new StrangersPort(),
          new CrashingService(),
          new QuietJob(),
          new ErrorAnswered200(),
          new AlwaysUpProbe(),
          new SlowRecovery());

  private Mutations() {}
}
