package dev.coppice.provision;

import static dev.coppice.provision.Attribute.hostNumber;
import static dev.coppice.provision.Attribute.hostSwitch;
import static dev.coppice.provision.Attribute.hostText;
import static dev.coppice.provision.Attribute.row;

import dev.coppice.stack.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How much a container may use. What {@code deploy} says outranks the keys of the service. */
final class LimitAttributes {

  static final List<Attribute> ROWS =
      List.of(
          hostNumber("mem_limit", "Memory"),
          hostNumber("mem_reservation", "MemoryReservation"),
          hostNumber("memswap_limit", "MemorySwap"),
          hostNumber("mem_swappiness", "MemorySwappiness"),
          hostNumber("shm_size", "ShmSize"),
          row("cpus", cpus("cpus")),
          hostNumber("cpu_shares", "CpuShares"),
          hostNumber("cpu_period", "CpuPeriod"),
          hostNumber("cpu_quota", "CpuQuota"),
          hostText("cpuset", "CpusetCpus"),
          hostNumber("pids_limit", "PidsLimit"),
          hostSwitch("oom_kill_disable", "OomKillDisable"),
          hostNumber("oom_score_adj", "OomScoreAdj"),
          hostText("cgroup_parent", "CgroupParent"),
          row("ulimits", LimitAttributes::ulimits, "*.soft", "*.hard"),
          hostNumber("deploy.resources.limits.memory", "Memory"),
          hostNumber("deploy.resources.limits.pids", "PidsLimit"),
          row("deploy.resources.limits.cpus", cpus("deploy.resources.limits.cpus")),
          hostNumber("deploy.resources.reservations.memory", "MemoryReservation"));

  private LimitAttributes() {}

  // Compose holds the number in 32 bits; multiplied in more, 0.7 would come out as another limit.
  private static Attribute.Carrier cpus(String key) {
    return (value, draft) -> {
      try {
        draft.host("NanoCpus", (long) (Float.parseFloat(value.text("")) * 1e9f));
      } catch (NumberFormatException e) {
        throw new NotCarriedOut(key, "is no number: " + value.text(""));
      }
    };
  }

  private static void ulimits(Tree value, ContainerDraft draft) {
    List<Object> limits = new ArrayList<>();
    value
        .map()
        .forEach(
            (name, limit) -> {
              Tree soft = limit.isMap() ? limit.at("soft") : limit;
              Tree hard = limit.isMap() ? limit.at("hard") : limit;
              limits.add(
                  Map.of(
                      "Name", name,
                      "Soft", soft.isPresent() ? draft.number("ulimits." + name, soft) : 0L,
                      "Hard", hard.isPresent() ? draft.number("ulimits." + name, hard) : 0L));
            });
    draft.host("Ulimits", limits);
  }
}
