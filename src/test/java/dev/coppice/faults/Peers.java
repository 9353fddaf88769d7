package dev.coppice.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Which of the processes that a test has started holds the other end of a connection. */
final class Peers {

  /** Tools that run; their children are told apart by not being among them. */
  static final Set<Long> TOOLS = ConcurrentHashMap.newKeySet();

  private Peers() {}

  /** The process with a connection from one port of loopback to another; 0 for any other. */
  static long processOf(int from, int to) {
    String ends = ":%04X ".formatted(from);
    String other = ":%04X ".formatted(to);
    try {
      for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
        for (String line : Files.readAllLines(Path.of(table))) {
          String[] words = line.strip().split("\\s+");
          if (words.length > 9
              && (words[1] + " ").endsWith(ends)
              && (words[2] + " ").endsWith(other)) {
            return holderOf("socket:[" + words[9] + "]");
          }
        }
      }
    } catch (IOException e) {
      // Then nobody knows.
    }
    return 0;
  }

  private static long holderOf(String socket) {
    for (long process : TOOLS) {
      try (Stream<Path> open = Files.list(Path.of("/proc/" + process + "/fd"))) {
        if (open.anyMatch(fd -> leadsTo(fd, socket))) {
          return process;
        }
      } catch (IOException e) {
        // It is gone.
      }
    }
    return 0;
  }

  private static boolean leadsTo(Path fd, String socket) {
    try {
      return Files.readSymbolicLink(fd).toString().equals(socket);
    } catch (IOException e) {
      return false;
    }
  }
}
