package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coppice.stack.Container;
import dev.coppice.stack.Container.PublishedPort;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whose port it is that the engine does not give; what engines say is measured, or read for 28. */
class TakenPortTest {

  private static final String ENDPOINT =
      "driver failed programming external connectivity on endpoint web (4d81f8fecbbe): ";

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          Bind for 0.0.0.0:8181 failed: port is already allocated,                        8181, true
          Bind for :::8181 failed: port is already allocated,                             8181, true
          Bind for [::1]:8181 failed: port is already allocated,                          8181, true
          Error starting userland proxy: listen tcp4 0.0.0.0:82: bind: address already in use, 82, false
          Error starting userland proxy: listen udp6 [::1]:82: bind: address already in use,  82, false
          listen tcp4 :82: bind: address already in use,                                    82, false
          failed to bind host port for 0.0.0.0:82:172.17.0.2:80/tcp: address already in use, 82, false
          failed to bind host port 127.0.0.1:82/tcp: address already in use,                82, false
          """)
  void knows_the_port_by_the_words_of_the_engine(String words, int port, boolean byBook) {
    assertEquals(Optional.of(new TakenPort(port, byBook)), TakenPort.of(ENDPOINT + words));
  }

  @Test
  void takes_nothing_else_for_a_taken_port() {
    assertEquals(Optional.empty(), TakenPort.of("no such image: web:1"));
    assertEquals(
        Optional.empty(),
        TakenPort.of("listen tcp4 10.0.0.9:82: bind: cannot assign requested address"));
    assertEquals(Optional.empty(), TakenPort.of("something else: address already in use"));
  }

  private static Container publishing(String state, int port) {
    Container web = PlannedShop.container("web", 1, state);
    return new Container(
        web.id(),
        "stranger",
        web.image(),
        web.imageId(),
        state,
        null,
        0,
        0,
        false,
        web.createdAt(),
        null,
        null,
        web.labels(),
        List.of(),
        web.networks(),
        List.of(new PublishedPort("0.0.0.0", port, 80, "tcp")),
        web.settings());
  }

  private static Stream<Arguments> says_who_holds_it_and_what_to_do() {
    TakenPort book = new TakenPort(80, true);
    TakenPort host = new TakenPort(80, false);
    Container stranger = publishing("running", 80);
    Container elsewhere = publishing("running", 81);
    Container ended = publishing("exited", 80);
    String byContainer = "port 80 is held by container stranger; free the port";
    String byEngine =
        "no container that runs has port 80: the engine itself seems to hold it since it was"
            + " killed or broke off a start; restart the engine, which frees it";
    return Stream.of(
        Arguments.of(book, stranger, null, byContainer),
        Arguments.of(host, stranger, "docker-proxy (process 7)", byContainer),
        Arguments.of(book, ended, null, byEngine),
        Arguments.of(book, elsewhere, "nginx (process 7)", byEngine),
        Arguments.of(host, ended, "docker-proxy (process 7)", byEngine),
        Arguments.of(
            host,
            elsewhere,
            "nginx (process 7)",
            "port 80 is held by nginx (process 7); free the port"),
        Arguments.of(
            host,
            elsewhere,
            null,
            "port 80 is held by a program on the engine's host; free the port"));
  }

  @ParameterizedTest
  @MethodSource
  void says_who_holds_it_and_what_to_do(
      TakenPort taken, Container container, String listener, String words) {
    assertEquals(
        words + ", then: coppice resume r-1", taken.inWords(List.of(container), listener, "r-1"));
  }
}
