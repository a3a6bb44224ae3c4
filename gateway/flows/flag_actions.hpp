// What decide() says about flags and blocks, kept and recorded; a part of apply()
// (apply_actions.hpp).
#pragma once

#include "gateway/store/database.hpp"
#include "gateway/store/texters.hpp"
#include "routing/decide.hpp"

namespace warmline::flows {

void apply_flag(store::Writing& store, const routing::action::RaiseFlag& raise);
void apply_flag(store::Writing& store, const routing::action::ClearFlag& clear);

// Recorded where the thread is read: in its latest conversation, which there is.
void apply_block(store::Writing& store, const store::Thread& thread,
                 const routing::action::Block& block);
void apply_block(store::Writing& store, const store::Thread& thread,
                 const routing::action::Unblock& unblock);

}  // namespace warmline::flows
