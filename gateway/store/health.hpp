// Whether the database takes what is to be kept.
#pragma once

#include <optional>
#include <type_traits>

#include "gateway/store/database.hpp"

namespace warmline::store {

// What stands in the file is not what was written there, as against a disk that refuses now and may
// not do so later.
bool is_damage(const Refused& failure);

// What `look` finds; empty where that is damaged. For what stands beside others' in one list: one
// texter's damage must not hide the rest. (That it was met is left with the connection.)
template <class Look>
std::optional<std::invoke_result_t<Look>> unless_damaged(Reading& store, Look look) {
  try {
    return look();
  } catch (const Refused& refused) {
    if (!is_damage(refused)) throw;
    store.db.left_out(refused.what());
  } catch (const Corrupt& corrupt) {
    store.db.left_out(corrupt.what());
  } catch (const SealBroken& broken) {
    store.db.left_out(broken.what());
  }
  return std::nullopt;
}

// Changes something that means nothing: whether its commit succeeds is the answer.
void probe(Writing& store);

}  // namespace warmline::store
