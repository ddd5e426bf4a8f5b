package dev.countersign.server.ledger;

import java.util.ArrayList;
import java.util.List;

/**
 * Instructions that somebody waits for together.
 *
 * @param linked whether all are carried out or none
 */
record Group(List<Instruction> instructions, boolean linked) {
  Group {
    instructions = List.copyOf(instructions);
  }

  static Group single(List<? extends Instruction> instructions) {
    return new Group(List.copyOf(instructions), false);
  }

  /** A group of which each request's hash tells the whole, and the place in it. */
  static Group linked(List<? extends Instruction> instructions) {
    RequestHash all =
        RequestHash.of(
            instructions.stream()
                .map(instruction -> instruction.key().requestHash().hex())
                .toArray(String[]::new));
    List<Instruction> linked = new ArrayList<>(instructions.size());
    for (int at = 0; at < instructions.size(); at++) {
      IdempotencyKey key = instructions.get(at).key();
      RequestHash hash =
          RequestHash.of("linked", all.hex(), Integer.toString(at), key.requestHash().hex());
      linked.add(instructions.get(at).under(new IdempotencyKey(key.scope(), key.key(), hash)));
    }
    return new Group(linked, true);
  }

  int size() {
    return instructions.size();
  }
}
