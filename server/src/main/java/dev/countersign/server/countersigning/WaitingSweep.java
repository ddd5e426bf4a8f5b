package dev.countersign.server.countersigning;

import dev.countersign.server.countersigning.WaitingPayment.Status;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.platform.time.StoredTime;
import dev.countersign.server.sessions.SessionsEnded;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Closes payments that nobody signed in time, and those asked for in a session that somebody had to
 * end. Signing out takes nothing back: whoever asks may go home before a second person signs.
 */
@Component
class WaitingSweep {
  private final JdbcWaitingPayments store;
  private final SigningNews news;
  private final TenantTransactions transactions;
  private final InstantSource clock;

  WaitingSweep(
      JdbcWaitingPayments store,
      SigningNews news,
      TenantTransactions transactions,
      InstantSource clock) {
    this.store = store;
    this.news = news;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Scheduled(initialDelay = 10, fixedDelay = 10, timeUnit = TimeUnit.SECONDS)
  void sweep() {
    Instant now = StoredTime.now(clock);
    for (JdbcWaitingPayments.Due due : transactions.acrossTenants(() -> store.due(now))) {
      transactions.run(
          due.tenant(),
          () ->
              store
                  .lock(due.id())
                  .filter(waiting -> waiting.statusAt(now) == Status.EXPIRED)
                  .filter(waiting ->
                      store.close(List.of(waiting.id().value()), Status.EXPIRED, now) == 1)
                  .ifPresent(news::expired));
    }
  }

  @EventListener
  void on(SessionsEnded ended) {
    if (ended.isOfOwnersAccord()) {
      return;
    }
    Instant now = StoredTime.now(clock);
    for (WaitingPayment waiting : store.lockOfCredentials(ended.ids())) {
      store.close(List.of(waiting.id().value()), Status.CANCELLED, now);
      news.cancelled(null, waiting);
    }
  }
}
