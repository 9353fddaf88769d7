package dev.coppice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class OutletTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  /** A reader that reads nothing before it is let. */
  private static final class Stuck extends OutputStream {

    final CountDownLatch let = new CountDownLatch(1);
    final ByteArrayOutputStream read = new ByteArrayOutputStream();

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
      try {
        let.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      synchronized (this) {
        read.write(from, offset, length);
      }
    }

    synchronized String text() {
      return read.toString(StandardCharsets.UTF_8);
    }
  }

  @Test
  void writes_everything_in_its_order() {
    ByteArrayOutputStream reader = new ByteArrayOutputStream();
    Outlet outlet = new Outlet(reader);
    PrintStream printed = outlet.printed();
    for (int i = 0; i < 100; i++) {
      printed.println(i);
    }
    outlet.drain(LONG);

    String[] lines = reader.toString(StandardCharsets.UTF_8).split("\\R");
    assertEquals(100, lines.length);
    assertEquals("99", lines[99]);
  }

  @Test
  void holds_no_run_up_where_nobody_reads_and_says_afterwards_what_is_missing() {
    Stuck reader = new Stuck();
    Outlet outlet = new Outlet(reader, 100);
    outlet.neverWaits();
    byte[] line = "0123456789".getBytes(StandardCharsets.UTF_8);

    assertTimeoutPreemptively(
        LONG,
        () -> {
          for (int i = 0; i < 50; i++) {
            outlet.write(line, 0, line.length);
          }
        });

    outlet.drain(Duration.ofMillis(20));
    reader.let.countDown();
    outlet.drain(LONG);
    outlet.write("end".getBytes(StandardCharsets.UTF_8), 0, 3);
    outlet.drain(LONG);
    String text = reader.text();
    assertTrue(text.startsWith("0123456789".repeat(5)), text);
    assertTrue(text.matches("(?s).*\\(\\d+ bytes were not read in time\\)\\s+end"), text);
  }

  @Test
  void waits_for_a_slow_reader_where_no_run_goes_on() throws Exception {
    Stuck reader = new Stuck();
    Outlet outlet = new Outlet(reader, 100);
    byte[] line = "0123456789".getBytes(StandardCharsets.UTF_8);
    Thread writer =
        new Thread(
            () -> {
              for (int i = 0; i < 50; i++) {
                outlet.write(line, 0, line.length);
              }
            });
    writer.start();
    reader.let.countDown();
    writer.join(LONG.toMillis());
    outlet.drain(LONG);

    assertEquals("0123456789".repeat(50), reader.text());
  }

  @Test
  void goes_on_without_a_reader_that_is_gone() {
    Outlet outlet =
        new Outlet(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
              }
            },
            100);
    byte[] line = "0123456789".getBytes(StandardCharsets.UTF_8);

    assertTimeoutPreemptively(
        LONG,
        () -> {
          for (int i = 0; i < 50; i++) {
            outlet.write(line, 0, line.length);
          }
          outlet.drain(Duration.ofDays(1));
        });
  }
}
