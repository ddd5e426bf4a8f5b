package dev.countersign.client;

import dev.countersign.api.SchedulePage;
import dev.countersign.api.ScheduleRequest;
import dev.countersign.api.ScheduleRunPage;
import dev.countersign.api.ScheduleView;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Payments later, once or again and again. It takes the session of a person. */
public final class Schedules {
  private static final String SCHEDULES = "/v1/schedules";

  private final Transport transport;
  private final ClientConfig config;

  Schedules(Transport transport, ClientConfig config) {
    this.transport = transport;
    this.config = config;
  }

  /** Has something paid later. The same key and the same content get the same schedule again. */
  public ScheduleView make(ScheduleRequest request, String key) {
    return Waiting.on(makeAsync(request, key));
  }

  /** The same, in time: see {@link #make}. */
  public CompletableFuture<ScheduleView> makeAsync(ScheduleRequest request, String key) {
    return transport
        .send(Call.keyedPost(SCHEDULES, key, request, ScheduleView.class, config.timeout()))
        .thenApply(Reply::value);
  }

  /** The caller's schedules, the newest first, by pages of 1 to 200. */
  public SchedulePage list(@Nullable String cursor, int limit) {
    return Waiting.on(listAsync(cursor, limit));
  }

  /** The same, in time: see {@link #list}. */
  public CompletableFuture<SchedulePage> listAsync(@Nullable String cursor, int limit) {
    return transport
        .send(Call.get(SCHEDULES + Call.page(cursor, limit), SchedulePage.class, config.timeout()))
        .thenApply(Reply::value);
  }

  /** One schedule, with the times to come. */
  public ScheduleView find(String id) {
    return Waiting.on(findAsync(id));
  }

  /** The same, in time: see {@link #find}. */
  public CompletableFuture<ScheduleView> findAsync(String id) {
    return transport
        .send(Call.get(one(id), ScheduleView.class, config.timeout()))
        .thenApply(Reply::value);
  }

  /** What became of a schedule's times, the latest first. */
  public ScheduleRunPage runs(String id, @Nullable String cursor, int limit) {
    return Waiting.on(runsAsync(id, cursor, limit));
  }

  /** The same, in time: see {@link #runs}. */
  public CompletableFuture<ScheduleRunPage> runsAsync(
      String id, @Nullable String cursor, int limit) {
    return transport
        .send(
            Call.get(
                one(id) + "/runs" + Call.page(cursor, limit),
                ScheduleRunPage.class,
                config.timeout()))
        .thenApply(Reply::value);
  }

  /** Pauses a schedule: nothing is paid until it goes on. */
  public ScheduleView pause(String id) {
    return Waiting.on(pauseAsync(id));
  }

  /** The same, in time: see {@link #pause}. */
  public CompletableFuture<ScheduleView> pauseAsync(String id) {
    return transport
        .send(Call.post(one(id) + "/pause", null, ScheduleView.class, config.timeout()))
        .thenApply(Reply::value);
  }

  /** Lets a schedule go on with the first time to come; those since the pause are skipped. */
  public ScheduleView resume(String id) {
    return Waiting.on(resumeAsync(id));
  }

  /** The same, in time: see {@link #resume}. */
  public CompletableFuture<ScheduleView> resumeAsync(String id) {
    return transport
        .send(Call.post(one(id) + "/resume", null, ScheduleView.class, config.timeout()))
        .thenApply(Reply::value);
  }

  /** Cancels a schedule for good, at once. */
  public ScheduleView cancel(String id) {
    return Waiting.on(cancelAsync(id));
  }

  /** The same, in time: see {@link #cancel}. */
  public CompletableFuture<ScheduleView> cancelAsync(String id) {
    return transport
        .send(Call.post(one(id) + "/cancel", null, ScheduleView.class, config.timeout()))
        .thenApply(Reply::value);
  }

  private static String one(String id) {
    return SCHEDULES + "/" + Call.segment(id);
  }
}
