package dev.countersign.server.testing;

import java.util.Collection;
import java.util.List;
import org.springframework.scheduling.config.ScheduledTask;
import org.springframework.scheduling.config.ScheduledTaskHolder;

/**
 * What the service does by itself every so often; a test that needs it done does not wait until its
 * time comes. Ask for the {@link ScheduledTaskHolder}s as a parameter.
 */
public final class Jobs {
  private final Collection<ScheduledTaskHolder> holders;

  public Jobs(Collection<ScheduledTaskHolder> holders) {
    this.holders = List.copyOf(holders);
  }

  /**
   * Does a job once more than it is due; fails where the service would never do it.
   *
   * @param name of its class and method, such as {@code LeftSigned.post}
   */
  public void run(String name) {
    ScheduledTask found =
        holders.stream()
            .flatMap(holder -> holder.getScheduledTasks().stream())
            .filter(task -> task.toString().endsWith("." + name))
            .findFirst()
            .orElseThrow(() -> new AssertionError("nothing is scheduled as " + name));
    found.getTask().getRunnable().run();
  }
}
