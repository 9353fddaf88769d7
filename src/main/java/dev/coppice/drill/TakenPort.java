package dev.coppice.drill;

import dev.coppice.stack.Container;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A port that the engine would not give to a container, told from its own words. Pure.
 *
 * @param byBook whether the engine's own book of ports says so; otherwise its host refused
 */
record TakenPort(int port, boolean byBook) {

  private static final String ALLOCATED = "port is already allocated";
  private static final String IN_USE = "address already in use";

  // Engine 20 to 26: "Bind for 0.0.0.0:80 failed", "listen tcp4 0.0.0.0:80: bind"; from 28 on
  // "failed to bind host port for 0.0.0.0:80:172.17.0.2:80/tcp".
  private static final Pattern PLACE =
      Pattern.compile(
          "(?:Bind for|listen (?:tcp|udp|sctp)[46]?|bind host port(?: for)?)"
              + " \\S*?:(\\d{1,5})(?=[\\s:/]|$)");

  /** The programs by which an engine keeps a port on its host. */
  private static final Pattern ENGINES = Pattern.compile("^(docker-proxy|dockerd|rootlesskit) ");

  /** The port that is told of; empty where a call failed for anything else. */
  static Optional<TakenPort> of(String said) {
    boolean allocated = said.contains(ALLOCATED);
    Matcher place = PLACE.matcher(said);
    return (allocated || said.contains(IN_USE)) && place.find()
        ? Optional.of(new TakenPort(Integer.parseInt(place.group(1)), allocated))
        : Optional.empty();
  }

  /**
   * Who holds it, and what to do.
   *
   * @param containers of the whole engine
   * @param listener the program of this host that listens there, null where none is known
   * @param run that {@code coppice resume} finishes
   */
  String inWords(List<Container> containers, @Nullable String listener, String run) {
    String resume = "then: coppice resume " + run;
    Optional<String> container =
        containers.stream()
            .filter(held -> Ports.holds(held, port))
            .findFirst()
            .map(held -> "container " + held.name());
    if (container.isEmpty() && (byBook || (listener != null && ENGINES.matcher(listener).find()))) {
      return ("no container that runs has port %d: the engine itself seems to hold it since it was"
              + " killed or broke off a start; restart the engine, which frees it, %s")
          .formatted(port, resume);
    }
    String program = listener == null ? "a program on the engine's host" : listener;
    return "port %d is held by %s; free the port, %s"
        .formatted(port, container.orElse(program), resume);
  }
}
