package dev.countersign.server.payments;

import dev.countersign.api.ErrorCode;
import dev.countersign.server.platform.web.Refuses;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Documents what every operation that begins a payment can answer besides. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Refuses({
  ErrorCode.SAME_ACCOUNT,
  ErrorCode.ASSET_NOT_ALLOWED,
  ErrorCode.SPLITS_MISMATCH,
  ErrorCode.FEE_EXCEEDS_AMOUNT,
  ErrorCode.NO_RATE,
  ErrorCode.RATE_CHANGED
})
@interface PaysSomebody {}
