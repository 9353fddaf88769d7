package dev.coppice.probe;

import com.fasterxml.jackson.core.JsonPointer;
import dev.coppice.stack.Fallback;
import dev.coppice.stack.Stack;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request and what must come back.
 *
 * @param url http or https; whoever has to log in does so in {@code headers}
 * @param headers sent with the request
 * @param body sent with the request, null for none
 * @param status that must come back, 100 to 599; null for 200, or any 2xx where the method writes
 * @param header headers that must come back, name to value; one that comes more than once must hold
 *     the value once
 * @param answer what the body that comes back must be like, null for anything
 * @param json JSON pointer to the scalar that must stand there in the body that comes back; numbers
 *     are the same by their value, everything else as text
 * @param follow whether to go where a redirect points
 */
public record HttpQuestion(
    URI url,
    @Fallback("GET") String method,
    Map<String, String> headers,
    @Nullable String body,
    @Nullable Integer status,
    Map<String, String> header,
    @Nullable Comparison answer,
    Map<String, String> json,
    @Fallback("false") boolean follow)
    implements Telling {

  static final String KIND = "http";

  public HttpQuestion {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    header = Collections.unmodifiableMap(new LinkedHashMap<>(header));
    json = Collections.unmodifiableMap(new LinkedHashMap<>(json));
    requireHttp(url);
    if (status != null && (status < 100 || status > 599)) {
      throw new IllegalArgumentException("status " + status + " is not between 100 and 599");
    }
    if (follow && !headers.isEmpty()) {
      throw new IllegalArgumentException(
          "follow would send the headers along to wherever the answer points: leave out one of"
              + " the two");
    }
    if (method.equals("HEAD") && (answer != null || !json.isEmpty())) {
      throw new IllegalArgumentException("an answer to HEAD has no body to compare");
    }
    json.keySet().forEach(HttpQuestion::requirePointer);
    request(url, method, headers, body);
  }

  private static void requireHttp(URI url) {
    if (!"http".equalsIgnoreCase(url.getScheme()) && !"https".equalsIgnoreCase(url.getScheme())) {
      throw new IllegalArgumentException("url begins with neither http:// nor https://");
    }
    if (url.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "url holds a user or password: give them in headers, as Authorization");
    }
    if (url.getHost() == null || url.getPort() > 65535) {
      throw new IllegalArgumentException("url names no host, or no port that there is");
    }
  }

  private static void requirePointer(String pointer) {
    if (!pointer.isEmpty() && !pointer.startsWith("/")) {
      throw new IllegalArgumentException("json: " + pointer + " does not begin with /");
    }
    JsonPointer.compile(pointer);
  }

  /** The request; thrown out here and not at the first question where it cannot be sent at all. */
  private static HttpRequest request(
      URI url, String method, Map<String, String> headers, @Nullable String body) {
    HttpRequest.Builder request =
        HttpExchange.newRequest(url)
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
    headers.forEach((name, value) -> setHeader(request, name, value));
    return request.build();
  }

  private static void setHeader(HttpRequest.Builder request, String name, String value) {
    try {
      request.setHeader(name, value);
    } catch (IllegalArgumentException e) {
      // The library's own message may repeat the value, and that may be a password.
      throw new IllegalArgumentException(
          "headers: " + Words.bounded(name) + " cannot be sent with this name or value");
    }
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String inWords() {
    String query = url.getRawQuery() == null ? "" : "?…";
    return method
        + " "
        + url.getScheme()
        + "://"
        + url.getRawAuthority()
        + url.getRawPath()
        + query
        + " is "
        + expected();
  }

  @Override
  public boolean fromOutside() {
    return true;
  }

  @Override
  public boolean comparesContent() {
    return answer != null || !json.isEmpty();
  }

  @Override
  public List<String> asks(Stack stack) {
    int usual = "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
    return stack.publishing(url.getPort() < 0 ? usual : url.getPort());
  }

  @Override
  public Told tell(Probe.Asking asking, Duration timeout) throws InterruptedException {
    HttpRequest request = request(url, method, headers, body);
    return Deadline.within(
        timeout,
        () -> new HttpExpectation(this).told(HttpExchange.send(request, follow, timeout)),
        Told::failed);
  }

  /**
   * What it would make of an answer.
   *
   * @param type of the body, such as {@code text/html}
   */
  public Told toldBy(int status, String type, String body) {
    HttpHeaders headers =
        HttpHeaders.of(Map.of("Content-Type", List.of(type)), (name, value) -> true);
    return new HttpExpectation(this).told(status, headers, body.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public boolean changesSomething() {
    return writes(method);
  }

  /** The methods that are safe: RFC 9110, 9.2.1. */
  private static boolean writes(String method) {
    return !Set.of("GET", "HEAD", "OPTIONS", "TRACE").contains(method);
  }

  @Override
  public Telling replacing(String part, String by) {
    return new HttpQuestion(
        URI.create(url.toString().replace(part, by)),
        method,
        replaced(headers, part, by),
        body == null ? null : body.replace(part, by),
        status,
        replaced(header, part, by),
        answer == null ? null : answer.replacing(part, by),
        replaced(json, part, by),
        follow);
  }

  private static Map<String, String> replaced(Map<String, String> texts, String part, String by) {
    Map<String, String> replaced = new LinkedHashMap<>();
    texts.forEach((key, text) -> replaced.put(key, text.replace(part, by)));
    return replaced;
  }

  @Override
  public boolean holds(String part) {
    return url.toString().contains(part)
        || (body != null && body.contains(part))
        || headers.values().stream().anyMatch(text -> text.contains(part));
  }

  /** Whether a status is one that must come back. */
  boolean isExpected(int given) {
    return status == null ? given == 200 || (writes(method) && given / 100 == 2) : given == status;
  }

  /** What must come back, in words. */
  String expected() {
    return status != null ? status.toString() : writes(method) ? "2xx" : "200";
  }

  /** The question in words: settings may hold what nobody must read. */
  @Override
  public String toString() {
    return inWords();
  }
}
