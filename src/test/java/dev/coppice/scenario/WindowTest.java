package dev.coppice.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {

  @TempDir java.nio.file.Path folder;

  private Window window(String text) {
    return new ScenarioFolder(folder)
        .load(ScenarioFolder.LEAST + "window: " + text + "\n")
        .scenario()
        .around()
        .window();
  }

  /** 2026-06-01 is a Monday; Berlin is two hours ahead of UTC then, one in winter. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                                | 2026-06-01T00:00:00Z | true",
        "{}                                                | 2026-06-01T23:59:59Z | true",
        "{days: [mon]}                                     | 2026-06-01T12:00:00Z | true",
        "{days: [mon]}                                     | 2026-06-02T00:00:00Z | false",
        "{from: 02:00, to: 05:00}                          | 2026-06-01T01:59:59Z | false",
        "{from: 02:00, to: 05:00}                          | 2026-06-01T02:00:00Z | true",
        "{from: 02:00, to: 05:00}                          | 2026-06-01T04:59:59Z | true",
        "{from: 02:00, to: 05:00}                          | 2026-06-01T05:00:00Z | false",
        "{from: 02:00, to: 05:00, zone: Europe/Berlin}     | 2026-06-01T00:00:00Z | true",
        "{from: 02:00, to: 05:00, zone: Europe/Berlin}     | 2026-06-01T03:00:00Z | false",
        "{from: 02:00, to: 05:00, zone: Europe/Berlin}     | 2026-01-05T00:30:00Z | false",
        "{from: 02:00, to: 05:00, zone: Europe/Berlin}     | 2026-01-05T01:00:00Z | true",
        "{days: [mon], from: 22:00, to: 04:00}             | 2026-06-01T21:59:59Z | false",
        "{days: [mon], from: 22:00, to: 04:00}             | 2026-06-01T22:00:00Z | true",
        "{days: [mon], from: 22:00, to: 04:00}             | 2026-06-02T03:59:59Z | true",
        "{days: [mon], from: 22:00, to: 04:00}             | 2026-06-02T04:00:00Z | false",
        "{days: [mon], from: 22:00, to: 04:00}             | 2026-06-01T03:00:00Z | false",
        "{days: [mon], from: 22:00, to: 24:00}             | 2026-06-01T23:30:00Z | true",
        "{days: [mon], from: 22:00, to: 24:00}             | 2026-06-02T00:00:00Z | false",
        "{days: [sun], zone: Pacific/Auckland}             | 2026-06-06T12:00:00Z | true",
        "{days: [sun], zone: Pacific/Auckland}             | 2026-06-06T11:59:59Z | false",
      })
  void is_open_in_its_hours_on_its_days_in_its_zone(String text, String now, boolean open) {
    assertEquals(open, window(text).isOpen(Instant.parse(now)));
  }

  @Test
  void says_when_it_opens_next() {
    Window window = window("{days: [mon, wed], from: 02:00, to: 05:00, zone: Europe/Berlin}");

    assertEquals("on mon, wed from 02:00 to 05:00 Europe/Berlin", window.inWords());
    assertEquals(
        Optional.of("Wed 2026-06-03 02:00 Europe/Berlin"),
        window.opens(Instant.parse("2026-06-01T12:00:00Z")));
    assertEquals(
        Optional.of("Mon 2026-06-08 02:00 Europe/Berlin"),
        window.opens(Instant.parse("2026-06-03T03:00:00Z")));
    assertEquals("daily from 00:00 to 24:00 UTC", window("{}").inWords());
  }
}
