package dev.coppice.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageNameTest {

  @ParameterizedTest
  @CsvSource({
    "busybox, busybox:latest, docker.io, library/busybox",
    "docker.io/library/busybox, busybox:latest, docker.io, library/busybox",
    "index.docker.io/library/busybox:1, busybox:1, docker.io, library/busybox",
    "library/busybox:1, busybox:1, docker.io, library/busybox",
    "docker.io/bitnami/redis:7, bitnami/redis:7, docker.io, bitnami/redis",
    "library/tools/x, library/tools/x:latest, docker.io, library/tools/x",
    "127.0.0.1:5000/library/web, 127.0.0.1:5000/library/web:latest, 127.0.0.1:5000, library/web",
    "localhost/web:2, localhost/web:2, localhost, web",
    "ghcr.io/a/b:1@sha256:ab, ghcr.io/a/b:1, ghcr.io, a/b"
  })
  void names_an_image_as_engines_list_it(
      String reference, String listed, String registry, String path) {
    ImageName name = ImageName.parse(reference);
    assertEquals(listed, name.tagged());
    assertEquals(registry, name.registry());
    assertEquals(path, name.path());
  }
}
