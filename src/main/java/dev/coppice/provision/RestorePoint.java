package dev.coppice.provision;

import dev.coppice.stack.Service;
import java.util.List;
import java.util.Map;

/**
 * A restore as a rebuild has to know it. It becomes one step with the verb RESTORE and the id
 * {@code restore BACKUP}.
 *
 * @param service in whose container it runs
 * @param runsInService whether it needs that service's container to run (exec), or is a one-off
 *     container of it
 * @param after conditions that hold first
 * @param before services that start when it is done
 */
public record RestorePoint(
    String backup,
    String service,
    boolean runsInService,
    Map<String, Service.Condition> after,
    List<String> before) {}
