/** Tests of webhooks against receivers that are there. */
@NullMarked
package dev.countersign.server.webhooks;

import org.jspecify.annotations.NullMarked;
