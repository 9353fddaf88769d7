package dev.coppice.drill;

import dev.coppice.evidence.Content;
import dev.coppice.evidence.Hash;
import dev.coppice.stack.FileSource;
import dev.coppice.stack.Service;
import dev.coppice.stack.Service.Mount;
import dev.coppice.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Reads what a definition brings into its containers from files of its own folder: configs, secrets
 * and bind mounts. What containers may write to is data rather than definition; of that only single
 * files are read.
 */
final class DefinitionContent {

  /** Beyond so much, the files of a folder are told apart by name, size and time alone. */
  private static final int MOST_FILES = 10_000;

  private static final long MOST_BYTES = 256L << 20;

  private final Stack stack;
  private final HashKey key;
  private final TreeMap<String, String> hashes = new TreeMap<>();

  private DefinitionContent(Stack stack, HashKey key) {
    this.stack = stack;
    this.key = key;
  }

  static Content of(Stack stack, HashKey key) {
    DefinitionContent content = new DefinitionContent(stack, key);
    content.sources("config ", stack.configs().values());
    content.sources("secret ", stack.secrets().values());
    for (Service service : stack.services().values()) {
      for (Mount mount : service.mounts()) {
        content.bind(service, mount);
      }
    }
    return new Content(content.hashes);
  }

  private void sources(String kind, Collection<FileSource> sources) {
    for (FileSource source : sources) {
      Path file = source.file();
      String content = source.content();
      if (file != null) {
        hashes.put(kind + source.key(), file(file));
      } else if (content != null) {
        hashes.put(kind + source.key(), key.hash(content));
      }
    }
  }

  private void bind(Service service, Mount mount) {
    String source = mount.source();
    if (mount.type() != Mount.Type.BIND || source == null) {
      return;
    }
    Path path = Path.of(source).normalize();
    String name = service.name() + ":" + mount.target();
    boolean regular = Files.isRegularFile(path);
    if (!path.startsWith(stack.folder()) || path.equals(stack.folder())) {
      return;
    }
    if (!mount.readOnly()) {
      if (regular) {
        hashes.put(Content.WRITABLE_BIND + name, file(path));
      }
    } else if (Files.isDirectory(path)) {
      hashes.put(Content.BIND + name, folder(path));
    } else if (regular || !Files.exists(path)) {
      // Anything else, such as a socket, has no content.
      hashes.put(Content.BIND + name, file(path));
    }
  }

  private String file(Path file) {
    try {
      return key.hash(Hash.sha256(file));
    } catch (IOException e) {
      return "not read: " + e.getClass().getSimpleName();
    }
  }

  private String folder(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> all = files.limit(MOST_FILES + 1L).sorted().toList();
      long bytes = 0;
      for (Path file : all) {
        bytes += isFile(file) ? Files.size(file) : 0;
      }
      boolean whole = all.size() <= MOST_FILES && bytes <= MOST_BYTES;
      StringBuilder lines = new StringBuilder();
      for (Path file : all) {
        lines.append(folder.relativize(file)).append('\0').append(line(file, whole)).append('\n');
      }
      return key.hash(lines.toString());
    } catch (IOException | java.io.UncheckedIOException e) {
      return "not read: " + e.getClass().getSimpleName();
    }
  }

  private static String line(Path file, boolean whole) throws IOException {
    if (Files.isSymbolicLink(file)) {
      return "link " + Files.readSymbolicLink(file);
    }
    if (!isFile(file)) {
      return "folder";
    }
    return whole
        ? Hash.sha256(file)
        : Files.size(file) + " " + Files.getLastModifiedTime(file).toMillis();
  }

  private static boolean isFile(Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }
}
