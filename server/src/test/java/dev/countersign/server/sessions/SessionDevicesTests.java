package dev.countersign.server.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.audit.Severity;
import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.sessions.SessionSettings.Binding;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Renewing sessions, and the devices they are bound to and told of by. */
class SessionDevicesTests extends StoredSessions {
  @Test
  void lastsThroughATimeOfGraceAndNotLonger() {
    SessionId session = start();
    run(() ->
        assertThat(
                sessions
                    .endAllOf(
                        List.of(user), EndReason.ENDED_BY_ADMINISTRATOR, Duration.ofMinutes(10))
                    .sessions())
            .extracting(Session::id)
            .containsExactly(session));
    assertThat(active(session)).containsExactly(session);
    assertThat(revoked(session)).isFalse();
    assertThat(list().getFirst().endsAt()).isEqualTo(clock.instant().plusSeconds(600));
    clock.advance(Duration.ofMinutes(10));
    assertThat(active(session)).isEmpty();
    assertThat(revoked(session)).isTrue();
  }

  @Test
  void endsWithinATimeOfGraceWhereAskedAgain() {
    SessionId session = start();
    run(() ->
        sessions.endAllOf(List.of(user), EndReason.ENDED_BY_ADMINISTRATOR, Duration.ofMinutes(10)));
    run(() -> assertThat(sessions.end(session, EndReason.LOGOUT)).isTrue());
    assertThat(active(session)).isEmpty();
    assertThat(revoked(session)).isTrue();
  }

  @Test
  void isRenewedByAnUpdatedBrowserAndFromAnotherNetwork() {
    SessionId session = start(FIREFOX);
    run(() -> assertThat(sessions.checkDevice(session, FIREFOX_UPDATED)).isTrue());
    assertThat(active(session)).containsExactly(session);
  }

  @Test
  void endsWhereItIsToBeRenewedFromAnotherDevice() {
    SessionId session = start(FIREFOX);
    run(() -> assertThat(sessions.checkDevice(session, CURL)).isFalse());
    assertThat(active(session)).isEmpty();
    assertThat(revoked(session)).isTrue();
    assertThat(events)
        .singleElement()
        .isInstanceOfSatisfying(
            SessionDeviceMismatch.class,
            mismatch -> assertThat(mismatch.device().label()).isEqualTo("curl"));
    assertThat(audited)
        .singleElement()
        .satisfies(event -> assertThat(event.type().severity()).isEqualTo(Severity.CRITICAL));
  }

  @Test
  void isBoundToItsNetworkOnlyWhereThatIsSet() {
    SessionId session = start(FIREFOX);
    run(() -> {
      assertThat(sessions(Binding.NONE).isFrom(session, CURL)).isTrue();
      assertThat(sessions(Binding.DEVICE_AND_NETWORK).isFrom(session, FIREFOX)).isTrue();
      assertThat(sessions(Binding.DEVICE_AND_NETWORK).isFrom(session, FIREFOX_UPDATED)).isFalse();
    });
  }

  @Test
  void tellsOfADeviceNotSeenOfThisPersonBefore() {
    start(FIREFOX);
    start(FIREFOX_UPDATED);
    assertThat(events).as("the first device is no news").isEmpty();
    SessionId session = start(CURL);
    assertThat(events)
        .singleElement()
        .isInstanceOfSatisfying(
            NewDeviceSignIn.class,
            news -> {
              assertThat(news.session()).isEqualTo(session);
              assertThat(news.device().place()).isEqualTo("203.0.113.0/24");
            });
    events.clear();
    start(CURL);
    assertThat(events).isEmpty();
  }

  @Test
  void listsDeviceAndPlaceAndKeepsThemSealed() {
    start(FIREFOX);
    assertThat(list())
        .singleElement()
        .satisfies(listed -> {
          assertThat(listed.device().label()).isEqualTo("Firefox on Linux");
          assertThat(listed.device().place()).isEqualTo("203.0.113.0/24");
          assertThat(listed.device().userAgent()).isEqualTo(FIREFOX.userAgent());
        });
    assertThat(
            store
                .superuser()
                .sql("select sessions::text from sessions")
                .query(String.class)
                .single())
        .doesNotContain("203.0.113")
        .doesNotContain(HexFormat.of().formatHex("Firefox".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void listsNothingPersonalOfSomebodyForgotten() {
    start(FIREFOX);
    run(() -> personalData.forget(TenantId.DEFAULT, user.value()));
    assertThat(list())
        .singleElement()
        .satisfies(one -> assertThat(one.device()).isEqualTo(Device.UNKNOWN));
  }
}
