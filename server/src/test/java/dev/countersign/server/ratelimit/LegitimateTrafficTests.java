package dev.countersign.server.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.platform.id.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A day of people who mean well, under the usual limits: at home and twenty to an office that
 * shares one address, who sign in in the morning, open pages of several requests, pay now and then,
 * and whose programs renew their tokens; administrators at work; and programs that post.
 */
class LegitimateTrafficTests {
  private static final int PEOPLE = 2_000;
  private static final int TO_AN_OFFICE = 20;
  private static final long SECOND = 1_000_000_000L;
  private static final long HOUR = 3600 * SECOND;

  private final AtomicLong now = new AtomicLong();
  private final RouteLimits limits =
      new RouteLimits(
          new InMemoryRateLimits(new WindowTable(WindowTable.WINDOWS_MAX), now::get, new byte[16]),
          _ -> Optional.of(LimitTiers.COUNTERSIGN.plan()),
          LimitTiers.COUNTERSIGN.plan());

  private record Request(
      long at, boolean verified, String identity, RouteClass routes, String path) {}

  @ParameterizedTest
  @ValueSource(longs = 1)
  void refusesLessThanOneInAThousandOfThem(long seed) {
    List<Request> day = day(new Random(seed));
    long refused = 0;
    for (Request request : day) {
      now.set(request.at());
      boolean admitted =
          (request.verified()
                  ? limits.takeVerified(
                      TenantId.DEFAULT, request.identity(), request.routes(), request.path())
                  : limits.take(
                      TenantId.DEFAULT, request.identity(), request.routes(), request.path()))
              .admitted();
      refused += admitted ? 0 : 1;
    }
    assertThat(day).hasSizeGreaterThan(500_000);
    assertThat(refused * 1000).as("of %d, seed %d", day.size(), seed).isLessThan(day.size());
  }

  private static List<Request> day(Random random) {
    List<Request> day = new ArrayList<>();
    for (int person = 0; person < PEOPLE; person++) {
      boolean atOffice = person % 2 == 0;
      String address = "address " + (atOffice ? "office " + person / 2 / TO_AN_OFFICE : person);
      // Eight o'clock, give or take forty minutes.
      long begins = (long) (8 * HOUR + random.nextGaussian() * 2_400 * SECOND);
      long ends = begins + 7 * HOUR + random.nextLong(2 * HOUR);
      person(random, day, person, address, begins, ends);
    }
    for (int program = 0; program < 20; program++) {
      for (long at = random.nextLong(HOUR); at < 24 * HOUR; at += pause(random, 4 * SECOND)) {
        add(day, at, "client " + program, RouteClass.WRITE);
      }
    }
    day.sort(Comparator.comparingLong(Request::at));
    return day;
  }

  private static void person(
      Random random, List<Request> day, int person, String address, long begins, long ends) {
    boolean administrator = person % 100 == 0;
    String identity = "user " + person;
    int tries = random.nextInt(10) == 0 ? 2 : 1;
    for (int i = 0; i < tries; i++) {
      day.add(
          new Request(begins + 8L * i * SECOND, false, address, RouteClass.AUTH, "/v1/auth/login"));
    }
    for (long at = begins + 900 * SECOND; at < ends; at += 900 * SECOND) {
      day.add(new Request(at, false, address, RouteClass.AUTH, "/v1/auth/refresh"));
    }
    long rests = pauseOf(administrator);
    for (long at = begins; at < ends; at += pause(random, rests)) {
      int requests = 3 + random.nextInt(8);
      for (int i = 0; i < requests; i++) {
        RouteClass routes = i == 0 && random.nextInt(4) == 0 ? RouteClass.WRITE : RouteClass.READ;
        add(
            day,
            at + random.nextLong(2 * SECOND),
            identity,
            administrator ? RouteClass.ADMIN : routes);
      }
    }
  }

  private static long pauseOf(boolean administrator) {
    return Duration.ofSeconds(administrator ? 20 : 300).toNanos();
  }

  private static void add(List<Request> day, long at, String identity, RouteClass routes) {
    day.add(new Request(at, true, identity, routes, "/v1/anything"));
  }

  private static long pause(Random random, long mean) {
    return (long) (-Math.log(1 - random.nextDouble()) * mean);
  }
}
