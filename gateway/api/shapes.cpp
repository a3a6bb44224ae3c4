#include "gateway/api/shapes.hpp"

#include <string>
#include <utility>

#include "gateway/api/readable.hpp"
#include "gateway/api/told_event.hpp"
#include "gateway/store/blocks.hpp"
#include "gateway/store/conversations.hpp"
#include "gateway/store/flags.hpp"
#include "gateway/store/health.hpp"
#include "gateway/store/texters.hpp"

namespace warmline::api {
namespace {

using nlohmann::json;
using routing::Instant;
using routing::StaffId;

constexpr std::size_t preview_characters_max = 120;

// The first words on one line, never cut inside a character (UTF-8 continues with 10xxxxxx).
std::string preview_of(const routing::Body& body) {
  std::string preview;
  std::size_t characters = 0;
  for (const char c : body.words()) {
    const bool begins_character = (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    if (begins_character && ++characters > preview_characters_max) return preview + "…";
    preview += c == '\n' || c == '\r' || c == '\t' ? ' ' : c;
  }
  return preview;
}

json seconds(routing::Duration wait) {
  const auto micros = wait.count();
  if (micros % 1'000'000 == 0) return micros / 1'000'000;
  return static_cast<double>(micros) / 1e6;
}

json standing_shape(const routing::Standing& standing) {
  return {{"state", routing::to_string(standing.state)},
          {"opens_at", time_or_null(standing.opens_at)}};
}

json switch_shape(const std::optional<routing::LineSwitch>& line_switch, routing::Instant now) {
  if (!line_switch || line_switch->until <= now) return nullptr;
  return {{"state", routing::to_string(line_switch->to)},
          {"since", routing::format_instant(line_switch->since)},
          {"until", routing::format_instant(line_switch->until)},
          {"words", line_switch->words}};
}

json spans_shape(const std::vector<routing::Span>& spans) {
  json shape = json::array();
  for (const auto& span : spans) shape.push_back(routing::to_string(span));
  return shape;
}

json hours_shape(const routing::Hours& hours) {
  json week = json::array();
  for (const auto& spans : hours.weekly) week.push_back(spans_shape(spans));
  return week;
}

json days_shape(const routing::Hours& hours) {
  json days = json::object();
  for (const auto& each : hours.days) days[routing::to_string(each.day)] = spans_shape(each.spans);
  return days;
}

json wish_shape(const routing::Wish& wish) {
  json shape{{"kind", routing::to_string(wish.kind)}, {"value", wish.value}, {"only", wish.only}};
  if (wish.not_) shape["not"] = wish.not_->text();
  return shape;
}

json wishes_shape(const routing::Conversation& conversation) {
  json wishes = json::array();
  for (const auto& wish : conversation.wishes) wishes.push_back(wish_shape(wish));
  return wishes;
}

json last_text_shape(store::Reading& store, routing::ThreadId thread, Instant until) {
  const auto read =
      store::unless_damaged(store, [&] { return store::texts::latest(store, thread, until); });
  if (!read || !*read) return json();
  const auto& latest = *read;
  return {{"at", routing::format_instant(latest->at)},
          {"direction", latest->direction ? json(routing::to_string(*latest->direction)) : json()},
          {"preview", preview_of(latest->body)},
          {"erased", latest->erased}};
}

json note_or_null(store::Reading& store, const std::optional<routing::TextId>& id) {
  if (!id) return json();
  const auto note = store::unless_damaged(store, [&] { return store::texts::find(store, *id); });
  return note && *note ? json((*note)->body.words()) : json();
}

// What the line tells whoever reads a flag; empty where the flag says all there is to say.
std::string guidance_on(const store::flags::Shown& flag, const flows::Lines& lines,
                        const routing::Conversation& about) {
  const auto* line = lines.find(about.line);
  if (line == nullptr || !routing::is_urgent(flag.kind)) return {};
  return lines.flags().guidance(line->id, flag.language.empty() ? about.language : flag.language,
                                line->languages);
}

// Those that stand.
json flags_shape(store::Reading& store, const flows::Lines& lines, Names& names,
                 const routing::Conversation& about) {
  json flags = json::array();
  for (const auto& flag : store::flags::of_conversation(store, about.id, /*standing=*/true)) {
    flags.push_back({{"id", flag.id.text()},
                     {"kind", routing::to_string(flag.kind)},
                     {"phrase", flag.phrase.empty() ? json() : json(flag.phrase)},
                     {"guidance", guidance_on(flag, lines, about)},
                     {"at", routing::format_instant(flag.raised_at)},
                     {"by", id_or_null(flag.raised_by)},
                     {"by_name", names.of(flag.raised_by)},
                     {"note", note_or_null(store, flag.raised_note)}});
  }
  return flags;
}

json block_shape(store::Reading& store, Names& names, routing::ThreadId thread, Instant until) {
  const auto block = store::blocks::in_force(store, thread);
  if (!block || block->blocked_at > until) return json();
  return {{"until", routing::format_instant(block->until)},
          {"reason", block->reason.words()},
          {"at", routing::format_instant(block->blocked_at)},
          {"by", block->blocked_by.text()},
          {"by_name", names.of(block->blocked_by)}};
}

int unread(store::Reading& store, routing::ConversationId id, StaffId viewer) {
  const auto count =
      store::unless_damaged(store, [&] { return store::conversations::unread(store, id, viewer); });
  // Nobody has seen what can't be read.
  return count.value_or(1);
}

json decision_shape(const std::optional<store::Decision>& decision) {
  if (!decision) return json();
  return {{"by", decision->by.text()},
          {"at", routing::format_instant(decision->at)},
          {"again", id_or_null(decision->again)}};
}

template <class Enum>
json word_or_null(const std::optional<Enum>& value) {
  return value ? json(routing::to_string(*value)) : json();
}

}  // namespace

json Names::of(const std::optional<StaffId>& who) {
  if (!who) return json();
  auto [known, is_new] = known_.try_emplace(*who);
  if (is_new) {
    if (const auto row = store::staff::find(store_, *who)) known->second = row->staff.name;
  }
  return known->second;
}

json time_or_null(const std::optional<routing::Instant>& at) {
  return at ? json(routing::format_instant(*at)) : json();
}

json me_shape(const store::StaffRow& who, const flows::Lines& lines) {
  json worked = json::array();
  for (const auto& line : lines.all()) {
    if (routing::works(who.staff, line.id)) worked.push_back(line.id.text());
  }
  return {{"id", who.staff.id.text()},
          {"username", who.staff.username},
          {"name", who.staff.name},
          {"role", routing::to_string(who.staff.role)},
          {"presence", routing::to_string(who.presence)},
          {"capacity", who.staff.capacity},
          {"languages", who.staff.languages},
          {"experiences", who.staff.experiences},
          {"lines", std::move(worked)}};
}

json line_shape(const routing::Line& line, routing::Instant now) {
  json timing = json::object();
  routing::Timing waits = line.timing;
  for (const auto name : routing::wait_names())
    timing[std::string(name)] = seconds(*routing::wait_named(waits, name));
  return {
      {"id", line.id.text()},
      {"name", line.name},
      {"number", line.number.dialable()},
      {"mode", routing::to_string(line.mode)},
      {"languages", line.languages},
      {"time_zone", line.time_zone},
      {"timing", std::move(timing)},
      {"standing", standing_shape(routing::standing(line, now))},
      {"switch", switch_shape(line.line_switch, now)},
      {"hours", hours_shape(line.hours)},
      {"days", days_shape(line.hours)},
      {"contacts_per_day", line.contacts_per_day ? json(*line.contacts_per_day) : json(nullptr)}};
}

json flag_list_shape(const routing::FlagList& list) {
  return {{"language", list.language},
          {"guidance", list.guidance},
          {"worrying", list.worrying},
          {"opt_out", list.opt_out},
          {"except", list.except}};
}

json peer_shape(const routing::Peer& peer) {
  return {{"id", peer.staff.id.text()},
          {"name", peer.staff.name},
          {"role", routing::to_string(peer.staff.role)},
          {"presence", routing::to_string(peer.presence)},
          {"load", peer.load},
          {"capacity", peer.staff.capacity},
          {"idle_since", routing::format_instant(peer.idle_since)}};
}

json texter_shape(store::Reading& store, routing::TexterId texter) {
  return {{"id", texter.text()}, {"codename", store::texters::codename(store, texter)}};
}

json conversation_shape(store::Reading& store, const flows::Lines& lines, Names& names,
                        const routing::Conversation& conversation, const routing::Staff& viewer) {
  const auto& c = conversation;
  const auto thread = store::texters::thread(store, c.thread);
  // Nothing for whoever has just handed it off.
  const auto until = readable_until(store, c, viewer).value_or(Instant::min());
  return {{"id", c.id.text()},
          {"line", c.line.text()},
          {"texter", texter_shape(store, c.texter)},
          {"state", routing::to_string(c.state)},
          {"owner", id_or_null(c.owner)},
          {"owner_name", names.of(c.owner)},
          {"offered_to", id_or_null(c.offered_to)},
          {"offered_to_name", names.of(c.offered_to)},
          {"offer_expires_at", time_or_null(c.offer_expires_at)},
          {"urgent", c.urgent},
          {"returned", c.returned},
          {"wishes", wishes_shape(c)},
          {"language", c.language},
          {"waiting_since", time_or_null(c.waiting_since)},
          {"last_text", last_text_shape(store, c.thread, until)},
          {"unread", unread(store, c.id, viewer.id)},
          {"opened_at", routing::format_instant(c.opened_at)},
          {"closed_at", time_or_null(c.closed_at)},
          {"rest_until", time_or_null(c.rest_until)},
          {"opted_out", thread && thread->opted_out},
          {"flags", flags_shape(store, lines, names, c)},
          {"block", block_shape(store, names, c.thread, until)}};
}

json queued_shape(store::Reading& store, const routing::Conversation& conversation) {
  const auto& c = conversation;
  return {{"id", c.id.text()},
          {"line", c.line.text()},
          {"texter", texter_shape(store, c.texter)},
          {"urgent", c.urgent},
          {"returned", c.returned},
          {"wishes", wishes_shape(c)},
          {"language", c.language},
          {"waiting_since", time_or_null(c.waiting_since)}};
}

json error_shape(const std::optional<store::Failure>& failure) {
  if (!failure) return json();
  return {{"code", routing::to_string(failure->code)},
          {"carrier_code", failure->carrier_code},
          {"words", failure->words}};
}

json text_shape(const store::Text& text, json author_name) {
  json media = json::array();
  for (const auto& item : text.media) media.push_back({{"content_type", item.content_type}});
  return {{"id", text.id.text()},
          {"conversation", id_or_null(text.conversation)},
          {"kind", routing::to_string(text.kind)},
          {"direction", word_or_null(text.direction)},
          {"author", id_or_null(text.author)},
          {"author_name", std::move(author_name)},
          {"body", text.body.words()},
          {"erased", text.erased},
          {"at", routing::format_instant(text.at)},
          {"sent_at", text.sent_at ? json(routing::format_instant(*text.sent_at)) : json()},
          {"status", word_or_null(text.status)},
          {"error", error_shape(text.failure)},
          {"media", std::move(media)},
          {"segments", text.segments ? json(*text.segments) : json()},
          {"automatic", text.automatic},
          {"client_id", text.client_id ? json(*text.client_id) : json()},
          {"decision", decision_shape(text.decision)},
          {"event", nullptr}};
}

json event_shape(const store::Event& event, Names& names) {
  const auto name_of = [&](const std::optional<StaffId>& who) { return names.of(who); };
  json what = json::parse(event.data);
  add_names(what, name_of);
  what["kind"] = routing::to_string(event.kind);
  return {{"id", "event-" + std::to_string(event.seq)},
          {"conversation", id_or_null(event.conversation)},
          {"kind", "event"},
          {"direction", nullptr},
          {"author", id_or_null(event.actor)},
          {"author_name", names.of(event.actor)},
          {"body", ""},
          {"erased", false},
          {"at", routing::format_instant(event.at)},
          {"sent_at", nullptr},
          {"status", nullptr},
          {"error", nullptr},
          {"media", json::array()},
          {"segments", nullptr},
          {"automatic", false},
          {"client_id", nullptr},
          {"decision", nullptr},
          {"event", std::move(what)}};
}

}  // namespace warmline::api
