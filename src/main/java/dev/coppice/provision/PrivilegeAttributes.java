package dev.coppice.provision;

import static dev.coppice.provision.Attribute.hostSwitch;
import static dev.coppice.provision.Attribute.hostText;
import static dev.coppice.provision.Attribute.hostTexts;
import static dev.coppice.provision.Attribute.row;

import dev.coppice.stack.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a container may do on the host, and which of its spaces it shares. */
final class PrivilegeAttributes {

  static final List<Attribute> ROWS =
      List.of(
          hostTexts("cap_add", "CapAdd"),
          hostTexts("cap_drop", "CapDrop"),
          hostSwitch("privileged", "Privileged"),
          hostSwitch("read_only", "ReadonlyRootfs"),
          hostTexts("group_add", "GroupAdd"),
          row("security_opt", PrivilegeAttributes::security),
          hostText("userns_mode", "UsernsMode"),
          hostText("uts", "UTSMode"),
          hostText("cgroup", "CgroupnsMode"),
          row("ipc", (value, draft) -> draft.host("IpcMode", shared("ipc", value, draft))),
          row("pid", (value, draft) -> draft.host("PidMode", shared("pid", value, draft))),
          row("sysctls", PrivilegeAttributes::sysctls),
          row("devices", PrivilegeAttributes::devices, "*.source", "*.target", "*.permissions"),
          hostTexts("device_cgroup_rules", "DeviceCgroupRules"));

  private PrivilegeAttributes() {}

  /** A space shared with a service becomes one shared with the first container of the service. */
  static String shared(String key, Tree value, ContainerDraft draft) {
    String mode = value.text("");
    if (mode.startsWith("container:")) {
      throw new NotCarriedOut(key, "leads to a container that is not part of the stack: " + mode);
    }
    return mode.startsWith("service:")
        ? "container:" + draft.place().containers().apply(mode.substring("service:".length()))
        : mode;
  }

  private static void security(Tree value, ContainerDraft draft) {
    List<String> options = new ArrayList<>();
    for (String option : value.texts()) {
      if (option.equals("systempaths=unconfined")) {
        draft.host("MaskedPaths", List.of());
        draft.host("ReadonlyPaths", List.of());
      } else if (option.matches("seccomp[=:](?!unconfined$).*")) {
        throw new NotCarriedOut("security_opt", "takes a profile from a file: " + option);
      } else {
        options.add(option);
      }
    }
    draft.host("SecurityOpt", options);
  }

  private static void sysctls(Tree value, ContainerDraft draft) {
    Map<String, Object> sysctls = new LinkedHashMap<>();
    value.map().forEach((name, text) -> sysctls.put(name, text.text("")));
    draft.host("Sysctls", sysctls);
  }

  private static void devices(Tree value, ContainerDraft draft) {
    List<Object> devices = new ArrayList<>();
    for (Tree device : value.list()) {
      String[] parts = device.text("").split(":", -1);
      String source = device.at("source").text(parts[0]);
      devices.add(
          Map.of(
              "PathOnHost", source,
              "PathInContainer", device.at("target").text(parts.length > 1 ? parts[1] : source),
              "CgroupPermissions",
                  device.at("permissions").text(parts.length > 2 ? parts[2] : "rwm")));
    }
    draft.host("Devices", devices);
  }
}
