package dev.coppice.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 ms",
    "0.04, 0.0 ms",
    "4.26, 4.3 ms",
    "320.4, 320 ms",
    "999.4, 999 ms",
    "999.6, 1.0 s",
    "4234, 4.2 s",
    "59949, 59.9 s",
    "59970, 1 min",
    "72000, 1 min 12 s",
    "3599400, 59 min 59 s",
    "3599600, 1 h",
    "11100000, 3 h 5 min",
    "172800000, 2 d",
    "-1500, −1.5 s",
  })
  void says_a_length_of_time_as_people_do(double ms, String said) {
    assertEquals(said, Amount.ms(ms));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 bytes",
    "1, 1 byte",
    "1023, 1023 bytes",
    "1024, 1.0 KiB",
    "1048575, 1.0 MiB",
    "48213, 47.1 KiB",
    "9223372036854775807, 8388608.0 TiB",
  })
  void says_a_size_as_people_do(long bytes, String said) {
    assertEquals(said, Amount.bytes(bytes));
  }
}
