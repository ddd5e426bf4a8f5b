package dev.countersign.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.AssetRequest;
import dev.countersign.api.AssetView;
import dev.countersign.api.PaymentSettings;
import dev.countersign.api.StatedRate;
import java.io.IOException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Calls about what is counted in a tenant, and how it is paid. */
class AssetsTests {
  private static final String RATE =
      "{\"currency\":\"EUR\",\"target_currency\":\"POINTS\",\"rate\":\"100\",\"source\":\"us\"}";
  private static final String SETTINGS =
      "{\"allowed_currencies\":[\"EUR\",\"POINTS\"],\"rates\":[" + RATE + "]}";

  @AutoClose private final StandIn service = new StandIn();

  @AutoClose
  private final CountersignClient client =
      CountersignClient.builder(service.url()).accessToken("mine").build();

  AssetsTests() throws IOException {}

  @Test
  void addAnAssetOfOnesOwn() {
    service.answer("/v1/admin/assets", 201, "{\"code\":\"POINTS\",\"scale\":0,\"allowed\":true}");
    assertThat(client.admin().addAsset(new AssetRequest("POINTS", 0)))
        .isEqualTo(new AssetView("POINTS", 0, true));
    assertThat(service.asked().getFirst().body()).isEqualTo("{\"code\":\"POINTS\",\"scale\":0}");
  }

  @Test
  void tellAndSetHowPaymentsAreMade() {
    service.answer("/v1/admin/payment-settings", 200, SETTINGS);
    PaymentSettings settings = client.admin().paymentSettings();
    assertThat(settings.rates())
        .containsExactly(new StatedRate("EUR", "POINTS", "100", "us", null));
    assertThat(client.admin().setPaymentSettings(settings)).isEqualTo(settings);
    assertThat(service.asked().getLast().method()).isEqualTo("PUT");
    assertThat(service.asked().getLast().body()).isEqualTo(SETTINGS);
  }
}
