/** Amounts: whole minor units of an asset, never a float. */
@NullMarked
package dev.countersign.server.platform.money;

import org.jspecify.annotations.NullMarked;
