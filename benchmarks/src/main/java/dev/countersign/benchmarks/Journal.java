package dev.countersign.benchmarks;

import dev.countersign.benchmarks.Intent.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * Every intent and every acknowledgement, kept outside the service. What was acknowledged can be
 * gone on with: a hold captured or voided once, a payment given back once.
 */
final class Journal {
  private static final long CENTS_MAX = 500;

  private final Queue<Intent> intents = new ConcurrentLinkedQueue<>();
  private final AtomicLong keys = new AtomicLong();
  private final List<Queue<Intent>> heldFor;
  private final List<Queue<Intent>> paidTo;

  Journal(int people) {
    heldFor = queues(people);
    paidTo = queues(people);
  }

  private static List<Queue<Intent>> queues(int people) {
    return IntStream.range(0, people)
        .<Queue<Intent>>mapToObj(person -> new ConcurrentLinkedQueue<>())
        .toList();
  }

  /** What somebody asks for next: half of it payments, the rest holds and what comes after them. */
  Intent next(int person, SplittableRandom random) {
    int what = random.nextInt(10);
    Intent hold = what == 5 || what == 6 ? heldFor.get(person).poll() : null;
    Intent paid = what == 7 ? paidTo.get(person).poll() : null;
    Intent intent;
    if (hold != null) {
      intent =
          what == 5
              ? Intent.on(hold, Kind.CAPTURE, key(), 1 + random.nextLong(hold.cents))
              : Intent.on(hold, Kind.VOID, key(), 0);
    } else if (paid != null) {
      intent = Intent.on(paid, Kind.REVERSE, key(), 1 + random.nextLong(paid.cents));
    } else {
      int payee = (person + 1 + random.nextInt(heldFor.size() - 1)) % heldFor.size();
      Kind kind = what > 7 ? Kind.HOLD : Kind.PAY;
      intent = Intent.paying(kind, key(), person, payee, 1 + random.nextLong(CENTS_MAX));
    }
    intents.add(intent);
    return intent;
  }

  private String key() {
    return "fault-" + keys.getAndIncrement();
  }

  void acknowledge(Intent intent, JsonNode answer) {
    intent.acknowledge(answer);
    switch (intent.kind) {
      case HOLD -> heldFor.get(intent.payee).add(intent);
      case PAY, CAPTURE -> paidTo.get(intent.payee).add(intent);
      case VOID, REVERSE -> {}
    }
  }

  long size() {
    return intents.size();
  }

  /** Those that came after so many others. */
  List<Intent> since(long before) {
    return new ArrayList<>(intents).stream().skip(before).toList();
  }

  /** Everybody's balance and what is held of it, as it has to be once all is acknowledged. */
  void apply(long[] balances, long[] held) {
    intents.forEach(intent -> intent.apply(balances, held));
  }
}
