package dev.countersign.server.payments;

import dev.countersign.api.ErrorCode;
import dev.countersign.server.platform.web.Refuses;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Documents what every operation that posts one movement can answer. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@ApiResponse(responseCode = "201", description = "Completed", useReturnTypeSchema = true)
@ApiResponse(
    responseCode = "200",
    description = "The first answer again, with Idempotency-Replayed: true",
    useReturnTypeSchema = true)
@Refuses({
  ErrorCode.IDEMPOTENCY_CONFLICT,
  ErrorCode.UNKNOWN_RECIPIENT,
  ErrorCode.UNKNOWN_ACCOUNT,
  ErrorCode.UNKNOWN_ASSET,
  ErrorCode.ASSET_MISMATCH,
  ErrorCode.ZERO_AMOUNT,
  ErrorCode.NEGATIVE_AMOUNT,
  ErrorCode.TOO_MANY_DECIMALS,
  ErrorCode.ACCOUNT_CLOSED,
  ErrorCode.ACCOUNT_FROZEN,
  ErrorCode.INVALID_MANDATE,
  ErrorCode.MANDATE_ENDED,
  ErrorCode.MANDATE_EXCEEDED,
  ErrorCode.COUNTERSIGNATURE_REQUIRED,
  ErrorCode.SPENDING_LIMIT_EXCEEDED,
  ErrorCode.INSUFFICIENT_FUNDS,
  ErrorCode.AMOUNT_OVERFLOW
})
@interface PostsMoney {}
