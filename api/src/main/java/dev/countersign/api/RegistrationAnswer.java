package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What comes of a registration whose address is yet to be proved. It says nothing about whether the
 * address is known: only the message to it does.
 *
 * @param registrationId the name of this registration {@code reg_…}, to be sent with the code
 * @param message what to do next
 */
public record RegistrationAnswer(
    @JsonProperty("registration_id") String registrationId, String message) {}
