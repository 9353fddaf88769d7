package dev.coppice.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A sample of script/faults: a blow of every kind, where it hurts. */
class FaultsIT {

  private static final List<String> TRIALS =
      List.of(
          "kill@journal.intent.pause.after-fsync:1,kill@any",
          "kill@engine.create-container.after:1,kill@journal.intent.remove-container.after-fsync:1",
          "kill@engine.remove-volume.before:1,kill@any,kill@any",
          "kill@journal.done.create-container.after-write:3,kill@journal.intent.start.after-fsync:1",
          "both@journal.run.before-write:1",
          "both@journal.run.before-write:1,kill@engine.start.after:1",
          "both@engine.start.before:1",
          "both@journal.end.after-fsync:1",
          "engine@journal.step-done.create-volume.before-write:1",
          "engine@journal.end.before-write:1",
          "io-error@journal.intent.kill.after-write:1",
          "full@journal.phase.after-fsync:3",
          "hang@engine.remove-container.after:2",
          "term@journal.intent.pull.before-write:1");

  @Test
  void a_drill_survives_a_blow_of_every_kind() throws Exception {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    List<String> arguments = List.of("--only", String.join(";", TRIALS));

    int broken = new Faults(Faults.options(arguments), out).play();

    assertEquals(0, broken, () -> said.toString(StandardCharsets.UTF_8));
  }
}
