package dev.coppice.provision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.coppice.plan.Obstacle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryTest {

  @TempDir Path dockerConfig;

  private final Map<String, byte[]> manifests = new TreeMap<>();
  private final Map<String, Integer> blobs = new TreeMap<>();
  private final List<String> seen = new java.util.concurrent.CopyOnWriteArrayList<>();
  private String challenge = "";
  private HttpServer server;
  private String image;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", this::answer);
    server.start();
    image = "127.0.0.1:%d/shop/web".formatted(server.getAddress().getPort());
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String login = exchange.getRequestHeaders().getFirst("Authorization");
    seen.add(exchange.getRequestMethod() + " " + path + " " + login);
    String last = path.substring(path.lastIndexOf('/') + 1);
    byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
    int status = 404;
    if (path.equals("/token")) {
      boolean asked =
          exchange.getRequestURI().getQuery().equals("scope=repository:shop/web:pull&service=here");
      status = ("Basic " + base64("me:secret")).equals(login) && asked ? 200 : 403;
      body = "{\"token\": \"t0\"}".getBytes(StandardCharsets.UTF_8);
    } else if (!challenge.isEmpty()
        && !List.of("Bearer t0", "Basic " + base64("me:secret")).contains(String.valueOf(login))) {
      exchange.getResponseHeaders().add("WWW-Authenticate", challenge);
      status = 401;
    } else if (path.startsWith("/v2/shop/web/manifests/") && manifests.containsKey(last)) {
      status = 200;
      body = manifests.get(last);
    } else if (path.startsWith("/v2/shop/web/blobs/")
        && exchange.getRequestMethod().equals("HEAD")) {
      status = blobs.getOrDefault(last, 404);
    }
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private String manifest(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    String digest = "sha256:" + sha256(bytes);
    manifests.put(digest, bytes);
    return digest;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private String whole() {
    blobs.put("sha256:c", 200);
    blobs.put("sha256:l1", 200);
    blobs.put("sha256:l2", 307);
    return manifest(
        """
        {"config": {"digest": "sha256:c"},
         "layers": [{"digest": "sha256:l1"}, {"digest": "sha256:l2"},
                    {"digest": "sha256:far", "urls": ["https://example.org/far"]}]}
        """);
  }

  private String obstacles(String digest) throws InterruptedException {
    Registry registry = new Registry(new RegistryCalls(RegistryLogins.read(dockerConfig)), "amd64");
    return registry.obstacles(List.of(image + "@" + digest)).stream()
        .map(Obstacle::what)
        .map(what -> what.replace(image, "IMAGE").replace(digest, "DIGEST"))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void an_image_whose_every_blob_is_there_can_be_pulled() throws Exception {
    assertEquals("", obstacles(whole()));
  }

  @ParameterizedTest
  @CsvSource({"sha256:c", "sha256:l1", "sha256:l2"})
  void a_lost_blob_is_an_obstacle_though_the_manifest_is_there(String blob) throws Exception {
    String digest = whole();
    blobs.remove(blob);
    assertEquals(
        "image IMAGE@DIGEST cannot be pulled: its registry answers 404 for blob " + blob,
        obstacles(digest));
  }

  @Test
  void a_lost_manifest_is_an_obstacle() throws Exception {
    String digest = "sha256:" + "0".repeat(64);
    assertEquals(
        "image IMAGE@DIGEST cannot be pulled: its registry answers 404 for manifest DIGEST",
        obstacles(digest));
  }

  @Test
  void another_manifest_than_the_pinned_one_is_an_obstacle() throws Exception {
    String digest = whole();
    manifests.put(digest, "{\"layers\": []}".getBytes(StandardCharsets.UTF_8));
    assertEquals(
        "image IMAGE@DIGEST cannot be pulled: its registry answers another manifest than DIGEST",
        obstacles(digest));
  }

  @Test
  void follows_an_index_to_the_platform_of_the_engine() throws Exception {
    String ours = whole();
    String other = manifest("{\"config\": {\"digest\": \"sha256:gone\"}, \"layers\": []}");
    String entry =
        "{\"digest\": \"%s\", \"platform\": {\"os\": \"linux\", \"architecture\": \"%s\"}}";
    String index =
        manifest(
            "{\"manifests\": [%s, %s]}"
                .formatted(entry.formatted(other, "arm64"), entry.formatted(ours, "amd64")));
    assertEquals("", obstacles(index));
    String none = manifest("{\"manifests\": [%s]}".formatted(entry.formatted(other, "arm64")));
    assertEquals(
        "image IMAGE@DIGEST cannot be pulled: it has no manifest for linux/amd64", obstacles(none));
  }

  @Test
  void answers_a_challenge_with_the_login_of_the_docker_cli() throws Exception {
    String realm = "http://127.0.0.1:%d/token".formatted(server.getAddress().getPort());
    challenge = "Bearer realm=\"%s\",service=\"here\",scope=\"x\"".formatted(realm);
    String digest = whole();
    assertEquals(
        "image IMAGE@DIGEST cannot be pulled: its registry answers 401 for manifest DIGEST",
        obstacles(digest));
    Files.writeString(
        dockerConfig.resolve("config.json"),
        "{\"auths\": {\"127.0.0.1:%d\": {\"auth\": \"%s\"}}}"
            .formatted(server.getAddress().getPort(), base64("me:secret")));
    assertEquals("", obstacles(digest));
    challenge = "Basic realm=\"here\"";
    assertEquals("", obstacles(digest));
  }

  @Test
  void an_answer_without_end_is_cut_off() throws Exception {
    String digest = manifest("{\"x\": \"%s\"}".formatted("y".repeat(5 << 20)));
    assertEquals(
        "image IMAGE@DIGEST cannot be pulled: tried to ask 127.0.0.1:%d but failed because: the"
                .formatted(server.getAddress().getPort())
            + " answer is longer than 4194304 bytes",
        obstacles(digest));
  }

  @Test
  void a_registry_that_is_not_there_is_an_obstacle() throws Exception {
    String digest = whole();
    server.stop(0);
    String what = obstacles(digest);
    assertEquals(true, what.startsWith("image IMAGE@DIGEST cannot be pulled: tried to ask"), what);
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:5000,true",
    "127.0.0.1,true",
    "10.1.2.3:80,true",
    "172.20.0.1,true",
    "192.168.1.1,true",
    "172.32.0.1,false",
    "10.example.org,false",
    "registry-1.docker.io,false"
  })
  void sends_logins_over_plain_http_only_nearby(String host, boolean near) {
    assertEquals(near, RegistryCalls.isNear(host));
  }
}
