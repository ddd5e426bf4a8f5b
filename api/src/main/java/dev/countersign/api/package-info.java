/** What travels between Countersign and its callers: requests, answers and the codes of errors. */
@NullMarked
package dev.countersign.api;

import org.jspecify.annotations.NullMarked;
