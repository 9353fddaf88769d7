package dev.coppice.faults;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A request to an engine, seen from outside. */
final class Call {

  private static final Pattern PATH = Pattern.compile("/v[0-9.]+/([a-z]+)/(.+?)(?:/([a-z]+))?");
  private static final Pattern DELETED = Pattern.compile("/v[0-9.]+/([a-z]+)/(.+)");

  private final String method;
  private final String path;
  private final long process;
  private final long beganNanos;
  private volatile long endedNanos = Long.MAX_VALUE;
  private volatile int status;

  /**
   * A request that begins.
   *
   * @param target path and query
   * @param process that asks, 0 where it is not known
   */
  Call(String method, String target, long process, long beganNanos) {
    this.method = method;
    this.path = URLDecoder.decode(target.split("\\?")[0], StandardCharsets.UTF_8);
    this.process = process;
    this.beganNanos = beganNanos;
  }

  void answered(int status) {
    this.status = status;
    endedNanos = System.nanoTime();
  }

  String method() {
    return method;
  }

  String path() {
    return path;
  }

  long process() {
    return process;
  }

  long beganNanos() {
    return beganNanos;
  }

  /** {@link Long#MAX_VALUE} where it was never answered. */
  long endedNanos() {
    return endedNanos;
  }

  /** 0 where it was not answered. */
  int status() {
    return status;
  }

  /** Whether it changes something on the engine; an exec is a question to a container. */
  boolean changes() {
    return !method.equals("GET")
        && !method.equals("HEAD")
        && !path.contains("/exec")
        && !path.endsWith("/resize")
        && !path.endsWith("/wait")
        && !path.endsWith("/auth");
  }

  /** What must stand in a journal before it passes, where it takes something from somebody. */
  Optional<Taking> taking() {
    if (method.equals("DELETE")) {
      Matcher parts = DELETED.matcher(path);
      if (parts.matches()) {
        String kind = parts.group(1);
        return Optional.of(
            new Taking("remove " + kind.substring(0, kind.length() - 1), parts.group(2)));
      }
    }
    if (method.equals("POST") && path.endsWith("/prune")) {
      return Optional.of(new Taking("prune", path));
    }
    Matcher parts = PATH.matcher(path);
    if (method.equals("POST") && parts.matches() && parts.group(1).equals("containers")) {
      String verb = String.valueOf(parts.group(3));
      switch (verb) {
        case "kill", "stop", "pause", "restart", "rename", "update" -> {
          return Optional.of(new Taking(verb, parts.group(2)));
        }
        default -> {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  /** A call that ends something, in the journal's words, and the object as the path names it. */
  record Taking(String call, String object) {}

  @Override
  public String toString() {
    return method + " " + path + " (process " + process + ") -> " + status;
  }
}
