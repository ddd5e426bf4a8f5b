/** Tests of the SDK against a stand-in for the service. */
@NullMarked
package dev.countersign.client;

import org.jspecify.annotations.NullMarked;
