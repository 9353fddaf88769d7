package dev.coppice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.evidence.RunClock;
import dev.coppice.plan.Phase;
import dev.coppice.time.Time;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class LiveProgressTest {

  private static final Screen SCREEN = new Screen(80, 24, false);

  @Test
  void leaves_the_lines_of_what_is_over_and_a_cursor_that_is_seen() {
    StringWriter screen = new StringWriter();
    LiveProgress progress =
        new LiveProgress(new PrintWriter(screen), RunClock.start(Time.SYSTEM), SCREEN);

    progress.phaseBegan(Phase.BASELINE);
    progress.note("something to know");
    progress.phaseEnded(Phase.BASELINE, 1500);
    progress.close();

    String painted = screen.toString();
    assertTrue(painted.contains("something to know"), painted);
    assertTrue(painted.contains("baseline took 1.5 s"), painted);
    assertTrue(painted.endsWith("\u001b[J"), painted);
    assertFalse(painted.contains("\u001b[?25l"), "it hides the cursor");
  }

  @Test
  void draws_nothing_any_more_once_it_is_closed() throws InterruptedException {
    StringWriter screen = new StringWriter();
    LiveProgress progress =
        new LiveProgress(new PrintWriter(screen), RunClock.start(Time.SYSTEM), SCREEN);
    progress.phaseBegan(Phase.VERIFY);
    progress.close();
    String painted = screen.toString();

    Thread.sleep(250);

    assertEquals(painted, screen.toString());
  }

  @Test
  void goes_on_where_nobody_reads_any_more() {
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    try (LiveProgress live =
        new LiveProgress(new PrintWriter(closed), RunClock.start(Time.SYSTEM), SCREEN)) {
      live.phaseBegan(Phase.REBUILD);
      live.note("unheard");
    }
    ConsoleProgress plain =
        new ConsoleProgress(new PrintWriter(closed), RunClock.start(Time.SYSTEM));

    plain.note("unheard");
  }
}
