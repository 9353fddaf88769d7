package dev.coppice.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which process of this machine listens on a port, as Linux tells under {@code /proc}. Whose
 * process we may not look into is not found.
 */
public record Listeners(Path proc) {

  public static final Listeners HERE = new Listeners(Path.of("/proc"));

  // A TCP socket that listens, and a UDP socket that is bound and not connected.
  private static final Set<String> WAITING = Set.of("0A", "07");

  /** Such as {@code nginx (process 812)}; empty where none is found. */
  public Optional<String> on(int port) {
    Set<String> sockets = new HashSet<>();
    for (String table : List.of("tcp", "tcp6", "udp", "udp6")) {
      sockets.addAll(sockets(proc.resolve("net").resolve(table), port));
    }
    if (sockets.isEmpty()) {
      return Optional.empty();
    }
    try (Stream<Path> processes = Files.list(proc)) {
      return processes
          .filter(process -> process.getFileName().toString().matches("\\d+"))
          .filter(process -> has(process, sockets))
          .findFirst()
          .map(Listeners::inWords);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Set<String> sockets(Path table, int port) {
    String local = ":%04X".formatted(port);
    Set<String> sockets = new HashSet<>();
    try (Stream<String> lines = Files.lines(table)) {
      lines
          .map(line -> line.strip().split("\\s+"))
          .filter(field -> field.length > 9 && field[1].endsWith(local))
          .filter(field -> WAITING.contains(field[3]))
          .forEach(field -> sockets.add("socket:[" + field[9] + "]"));
    } catch (IOException | java.io.UncheckedIOException e) {
      // No such table: nothing is told.
    }
    return sockets;
  }

  private static boolean has(Path process, Set<String> sockets) {
    try (Stream<Path> open = Files.list(process.resolve("fd"))) {
      return open.anyMatch(file -> sockets.contains(target(file)));
    } catch (IOException e) {
      return false;
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return "";
    }
  }

  private static String inWords(Path process) {
    String number = "process " + process.getFileName();
    try {
      return Files.readString(process.resolve("comm")).strip() + " (" + number + ")";
    } catch (IOException e) {
      return number;
    }
  }
}
