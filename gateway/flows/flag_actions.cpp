#include "gateway/flows/flag_actions.hpp"

#include <nlohmann/json.hpp>

#include "gateway/flows/standing.hpp"
#include "gateway/store/blocks.hpp"
#include "gateway/store/conversations.hpp"
#include "gateway/store/flags.hpp"

namespace warmline::flows {
namespace {

using nlohmann::json;
using routing::Conversation;
using routing::EventKind;
using routing::StaffId;
using store::Writing;

void append(Writing& store, EventKind kind, const Conversation& about,
            const std::optional<StaffId>& actor, const json& data) {
  store::events::append(store, {.kind = kind,
                                .line = about.line,
                                .conversation = about.id,
                                .actor = actor,
                                .data = data.dump()});
}

// Which sort of flag it is, never its words.
json flag_data(const Conversation& after, routing::FlagId id, routing::FlagKind kind) {
  json data = standing_of(after);
  data["flag"] = id.text();
  data["flag_kind"] = routing::to_string(kind);
  data["urgent"] = after.urgent;
  return data;
}

}  // namespace

void apply_flag(Writing& store, const routing::action::RaiseFlag& raise) {
  store::conversations::keep(store, raise.after);
  const auto id = store::flags::raise(store, raise.after, raise.sign, raise.by, raise.note);
  append(store, EventKind::flag_raised, raise.after, raise.by,
         flag_data(raise.after, id, raise.sign.kind));
}

void apply_flag(Writing& store, const routing::action::ClearFlag& clear) {
  store::conversations::keep(store, clear.after);
  store::flags::clear(store, clear.flag.id, clear.by, clear.note);
  append(store, EventKind::flag_cleared, clear.after, clear.by,
         flag_data(clear.after, clear.flag.id, clear.flag.kind));
}

void apply_block(Writing& store, const store::Thread& thread, const routing::action::Block& block) {
  const auto latest = store::conversations::latest(store, thread.id).value();
  store::blocks::block(store, latest, block.by, block.until, block.reason);
  json data = standing_of(latest);
  data["until"] = routing::format_instant(block.until);
  append(store, EventKind::thread_blocked, latest, block.by, data);
}

void apply_block(Writing& store, const store::Thread& thread,
                 const routing::action::Unblock& unblock) {
  store::blocks::lift(store, thread.id, unblock.by);
  const auto latest = store::conversations::latest(store, thread.id).value();
  append(store, EventKind::thread_unblocked, latest, unblock.by, standing_of(latest));
}

}  // namespace warmline::flows
