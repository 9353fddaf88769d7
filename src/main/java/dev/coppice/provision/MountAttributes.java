package dev.coppice.provision;

import static dev.coppice.provision.Attribute.row;
import static dev.coppice.provision.NativeAttributes.fields;

import dev.coppice.stack.FileSource;
import dev.coppice.stack.Tree;
import dev.coppice.stack.VolumeDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What is mounted into a container or put into it: volumes, configs, secrets. */
final class MountAttributes {

  static final List<Attribute> ROWS =
      List.of(
          row(
              "volumes",
              MountAttributes::volumes,
              "*.type",
              "*.source",
              "*.target",
              "*.read_only",
              "*.consistency",
              "*.bind.propagation",
              "*.bind.create_host_path",
              "*.bind.selinux",
              "*.volume.nocopy",
              "*.volume.subpath",
              "*.tmpfs.size",
              "*.tmpfs.mode"),
          row("volumes_from", MountAttributes::volumesFrom),
          row("tmpfs", MountAttributes::tmpfs),
          row(
              "secrets",
              (value, draft) ->
                  files("secrets", value, draft, draft.stack().secrets(), "/run/secrets/"),
              "*.source",
              "*.target",
              "*.uid",
              "*.gid",
              "*.mode"),
          row(
              "configs",
              (value, draft) -> files("configs", value, draft, draft.stack().configs(), "/"),
              "*.source",
              "*.target",
              "*.uid",
              "*.gid",
              "*.mode"));

  private MountAttributes() {}

  private static void volumes(Tree value, ContainerDraft draft) {
    for (Tree volume : value.list()) {
      String type = volume.at("type").text("");
      switch (type) {
        case "volume" -> volume(volume, draft);
        case "bind" -> bind(volume, draft);
        case "tmpfs" -> {
          Tree options = volume.at("tmpfs");
          Map<String, Object> mount = mount(volume, "");
          if (options.isPresent()) {
            mount.put("TmpfsOptions", tmpfsOptions(options, draft));
          }
          draft.mount(target(volume), mount);
        }
        default -> throw new NotCarriedOut("volumes", "has a mount of type " + type);
      }
    }
  }

  private static void volume(Tree volume, ContainerDraft draft) {
    String source = volume.at("source").text("");
    @Nullable VolumeDefinition definition = draft.stack().volumes().get(source);
    String name = definition == null ? source : definition.name();
    boolean noCopy = volume.at("volume", "nocopy").isTrue();
    String subpath = volume.at("volume", "subpath").text("");
    if (!subpath.isEmpty() && !draft.place().isAtLeast(45)) {
      throw new NotCarriedOut(
          "volumes.volume.subpath",
          "needs Engine API 1.45, this engine has " + draft.place().apiVersion());
    }
    if (definition != null
        && definition.definition().at("driver_opts", "o").text("").equals("bind")) {
      // A volume that is itself a bind: Compose mounts it in the old spelling.
      draft.bind(
          target(volume),
          name + ":" + target(volume) + ":" + access(volume) + (noCopy ? ",nocopy" : ""));
      return;
    }
    Map<String, Object> mount = mount(volume, name);
    if (volume.at("volume").isPresent()) {
      Map<String, Object> options = fields("Subpath", subpath);
      if (noCopy) {
        options.put("NoCopy", true);
      }
      mount.put("VolumeOptions", options);
    }
    draft.mount(target(volume), mount);
  }

  // Only the old spelling makes a missing path on the host (moby#43483).
  private static void bind(Tree volume, ContainerDraft draft) {
    String source = volume.at("source").text("");
    String selinux = volume.at("bind", "selinux").text("");
    String propagation = volume.at("bind", "propagation").text("");
    if (volume.at("bind", "create_host_path").isTrue()) {
      draft.bind(
          target(volume),
          source
              + ":"
              + target(volume)
              + ":"
              + access(volume)
              + (selinux.isEmpty() ? "" : "," + selinux)
              + (propagation.isEmpty() ? "" : "," + propagation));
      return;
    }
    if (!selinux.isEmpty()) {
      throw new NotCarriedOut("volumes.bind.selinux", "needs create_host_path: true");
    }
    Map<String, Object> mount = mount(volume, source);
    if (volume.at("bind").isPresent()) {
      mount.put("BindOptions", fields("Propagation", propagation));
    }
    draft.mount(target(volume), mount);
  }

  private static Map<String, Object> mount(Tree volume, String source) {
    Map<String, Object> mount =
        fields(
            "Type", volume.at("type").text(""),
            "Source", source,
            "Target", target(volume),
            "Consistency", volume.at("consistency").text(""));
    if (volume.at("read_only").isTrue()) {
      mount.put("ReadOnly", true);
    }
    return mount;
  }

  private static Map<String, Object> tmpfsOptions(Tree options, ContainerDraft draft) {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (options.at("size").isPresent()) {
      fields.put("SizeBytes", draft.number("volumes.tmpfs.size", options.at("size")));
    }
    if (options.at("mode").isPresent()) {
      fields.put("Mode", draft.number("volumes.tmpfs.mode", options.at("mode")));
    }
    return fields;
  }

  private static String access(Tree volume) {
    return volume.at("read_only").isTrue() ? "ro" : "rw";
  }

  private static String target(Tree volume) {
    return Path.of(volume.at("target").text("/")).normalize().toString();
  }

  private static void volumesFrom(Tree value, ContainerDraft draft) {
    List<String> sources = new ArrayList<>();
    for (String source : value.texts()) {
      if (source.startsWith("container:")) {
        throw new NotCarriedOut(
            "volumes_from", "leads to a container that is not part of the stack: " + source);
      }
      String[] parts = source.split(":", 2);
      if (parts.length == 2 && !parts[1].equals("rw")) {
        // Compose drops the suffix and mounts writable: neither of the two would be exact.
        throw new NotCarriedOut("volumes_from", "asks for another access than rw: " + source);
      }
      sources.add(draft.place().containers().apply(parts[0]));
    }
    draft.host("VolumesFrom", sources);
  }

  private static void tmpfs(Tree value, ContainerDraft draft) {
    Map<String, Object> mounts = new LinkedHashMap<>();
    for (String mount : value.texts()) {
      String[] parts = mount.split(":", 2);
      mounts.put(parts[0], parts.length == 2 ? parts[1] : "");
    }
    draft.host("Tmpfs", mounts);
  }

  // A file is mounted read-only from the host; content is put into the container.
  private static void files(
      String key,
      Tree value,
      ContainerDraft draft,
      SortedMap<String, FileSource> sources,
      String folder) {
    for (Tree use : value.list()) {
      String name = use.at("source").text(use.text(""));
      @Nullable FileSource source = sources.get(name);
      String target = use.at("target").text(name);
      String path = target.startsWith("/") ? target : folder + target;
      if (source == null || source.external()) {
        throw new NotCarriedOut(key, name + " is external and needs a Swarm");
      }
      if (source.file() != null) {
        // Its uid, gid and mode stay those of the file, whatever the use asks for: as Compose does.
        if (!draft.isMounted(path)) {
          draft.mount(
              path,
              fields(
                  "Type",
                  "bind",
                  "Source",
                  source.file().toString(),
                  "Target",
                  path,
                  "ReadOnly",
                  true));
        }
      } else {
        draft.inject(injected(key, name, path, use, source, draft));
      }
    }
  }

  private static InjectedFile injected(
      String key, String name, String path, Tree use, FileSource source, ContainerDraft draft) {
    if (source.content() == null) {
      throw new NotCarriedOut(key, "nothing gives the content of " + name);
    }
    if (path.length() > InjectedFile.MAX_PATH) {
      throw new NotCarriedOut(key, "the path in the container is too long: " + path);
    }
    Tree mode = use.at("mode");
    return new InjectedFile(
        path,
        source.content(),
        owner(key + ".uid", use.at("uid"), draft),
        owner(key + ".gid", use.at("gid"), draft),
        mode.isPresent() ? (int) draft.number(key + ".mode", mode) : 0444);
  }

  private static int owner(String key, Tree id, ContainerDraft draft) {
    return id.isPresent() ? (int) draft.number(key, id) : 0;
  }
}
