package dev.countersign.server.platform.store;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Keeps history's partitions ahead of time. Where they are missing nothing breaks: rows go to the
 * partition for everything else.
 */
class JdbcMonthPartitions {
  private static final int MONTHS_AHEAD = 13;
  private static final String ENSURE =
      """
      select ensure_month_partitions(relation, :first_day, :months)
      from unnest(array['payments'::regclass, 'entries'::regclass, 'audit_events'::regclass])
        as relation
      """;

  private final JdbcClient application;
  private final InstantSource clock;

  JdbcMonthPartitions(JdbcClient application, InstantSource clock) {
    this.application = application;
    this.clock = clock;
  }

  @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.DAYS)
  void ensure() {
    application
        .sql(ENSURE)
        .param("first_day", LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC))
        .param("months", MONTHS_AHEAD)
        .query(Integer.class)
        .list();
  }
}
