#include "gateway/store/exporting.hpp"

#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

#include "gateway/store/blocks.hpp"
#include "gateway/store/conversations.hpp"
#include "gateway/store/days.hpp"
#include "gateway/store/flag_lists.hpp"
#include "gateway/store/flags.hpp"
#include "gateway/store/staff.hpp"
#include "gateway/store/texters.hpp"
#include "gateway/store/texts.hpp"
#include "routing/rota.hpp"

namespace warmline::store::exporting {
namespace {

using json = nlohmann::ordered_json;
using routing::Instant;
using routing::TexterId;

constexpr int format_version = 1;

template <class SomeId>
json id_or_null(const std::optional<SomeId>& id) {
  return id ? json(id->text()) : json();
}

json time_or_null(const std::optional<Instant>& at) {
  return at ? json(routing::format_instant(*at)) : json();
}

template <class Value>
json or_null(const std::optional<Value>& value) {
  return value ? json(*value) : json();
}

template <class Enum>
json word_or_null(const std::optional<Enum>& value) {
  return value ? json(routing::to_string(*value)) : json();
}

template <class SomeId>
json id_at(const Query& row, int column) {
  return id_or_null(row.get<std::optional<SomeId>>(column));
}

json time_at(const Query& row, int column) {
  return time_or_null(row.get<std::optional<Instant>>(column));
}

json word_at(const Query& row, int column) {
  return or_null(row.get<std::optional<std::string>>(column));
}

// The state of the database does not change while this lives.
class Snapshot {
 public:
  explicit Snapshot(Reading& store) : store_(store) { store_.db.query("BEGIN").run(); }
  ~Snapshot() { store_.db.raw().tryExec("ROLLBACK"); }
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;

 private:
  Reading& store_;
};

// In every statement here ?1 is the texter, or null for everybody.
class Export {
 public:
  Export(Reading& store, std::optional<TexterId> texter, const Take& take)
      : store_(store), texter_(std::move(texter)), take_(take) {}

  std::int64_t run();

 private:
  void give(const json& record) {
    // What came from outside need not be UTF-8.
    take_(record.dump(-1, ' ', false, json::error_handler_t::replace));
    ++given_;
  }

  void lines();
  void flag_lists();
  void staff();
  void shift_rules();
  void shift_changes();
  void swaps();
  void texters();
  void threads();
  void blocks();
  void conversations();
  void flags();
  void texts();
  void receipts();
  void read_marks();
  void events();

  Reading& store_;
  std::optional<TexterId> texter_;
  const Take& take_;
  std::int64_t given_ = 0;
};

std::int64_t Export::run() {
  const Snapshot snapshot(store_);
  give({{"kind", "export"},
        {"format", format_version},
        {"at", routing::format_instant(store_.now)},
        {"texter", id_or_null(texter_)}});
  lines();
  if (!texter_) {
    flag_lists();
    staff();
    shift_rules();
    shift_changes();
    swaps();
  }
  texters();
  threads();
  blocks();
  conversations();
  flags();
  texts();
  receipts();
  read_marks();
  events();
  return given_;
}

void Export::lines() {
  auto rows = store_.db.query(
      "SELECT id, number, name, added_at FROM lines WHERE ?1 IS NULL"
      " OR id IN (SELECT line FROM threads WHERE texter = ?1) ORDER BY id",
      texter_);
  while (rows.next()) {
    give({{"kind", "line"},
          {"id", rows.get<routing::LineId>(0).text()},
          {"number", rows.get<std::string>(1)},
          {"name", rows.get<std::string>(2)},
          {"added_at", time_at(rows, 3)}});
  }
}

void Export::flag_lists() {
  auto rows = store_.db.query("SELECT id FROM lines ORDER BY id");
  while (rows.next()) {
    const auto line = rows.get<routing::LineId>(0);
    for (const auto& list : store::flag_lists::of_line(store_, line)) {
      give({{"kind", "flag_list"},
            {"line", line.text()},
            {"language", list.language},
            {"guidance", list.guidance},
            {"worrying", list.worrying},
            {"opt_out", list.opt_out},
            {"except", list.except}});
    }
  }
}

void Export::staff() {
  for (const auto& row : store::staff::all(store_)) {
    const auto& member = row.staff;
    json lines = json::array();
    for (const auto line : member.lines) lines.push_back(line.text());
    give({{"kind", "staff"},
          {"id", member.id.text()},
          {"username", member.username},
          {"name", member.name},
          {"role", routing::to_string(member.role)},
          {"languages", member.languages},
          {"experiences", member.experiences},
          {"lines", std::move(lines)},
          {"capacity", member.capacity},
          {"enabled", member.enabled},
          {"presence", routing::to_string(row.presence)}});
  }
}

std::string shift_at(const Query& row, int column) {
  return routing::ShiftId{row.get<routing::ShiftRuleId>(column),
                          day_numbered(row.get<int>(column + 1))}
      .text();
}

json day_at(const Query& row, int column) {
  const auto number = row.get<std::optional<int>>(column);
  return number ? json(routing::format_day(day_numbered(*number))) : json();
}

// By the line's own clock, as everything about shifts.
json clock_at(const Query& row, int column) {
  const auto minutes = row.get<std::optional<int>>(column);
  return minutes ? json(routing::format_clock(std::chrono::minutes(*minutes))) : json();
}

json minutes_at(const Query& row, int column) {
  const auto minutes = row.get<std::optional<int>>(column);
  return minutes ? json(*minutes) : json();
}

void Export::shift_rules() {
  auto rows = store_.db.query(
      "SELECT id, line, staff, first_day, begins, lasts, repeats, last_day FROM shift_rules"
      " ORDER BY id");
  while (rows.next()) {
    give({{"kind", "shift_rule"},
          {"id", rows.get<routing::ShiftRuleId>(0).text()},
          {"line", id_at<routing::LineId>(rows, 1)},
          {"staff", id_at<routing::StaffId>(rows, 2)},
          {"first_day", day_at(rows, 3)},
          {"begins", clock_at(rows, 4)},
          {"minutes", minutes_at(rows, 5)},
          {"repeats", rows.get<std::string>(6)},
          {"last_day", day_at(rows, 7)}});
  }
}

void Export::shift_changes() {
  auto rows = store_.db.query(
      "SELECT rule, day, cancelled, moved_day, moved_begins, moved_lasts, given, staff"
      " FROM shift_changes ORDER BY rule, day");
  while (rows.next()) {
    give({{"kind", "shift_change"},
          {"shift", shift_at(rows, 0)},
          {"cancelled", rows.get<bool>(2)},
          {"moved_to", day_at(rows, 3)},
          {"begins", clock_at(rows, 4)},
          {"minutes", minutes_at(rows, 5)},
          {"given", rows.get<bool>(6)},
          {"staff", id_at<routing::StaffId>(rows, 7)}});
  }
}

void Export::swaps() {
  auto rows = store_.db.query(
      "SELECT id, rule, day, asked_by, asked, state, asked_at, return_rule, return_day FROM swaps"
      " ORDER BY id");
  while (rows.next()) {
    const bool both_ways = rows.get<std::optional<int>>(8).has_value();
    give({{"kind", "swap"},
          {"id", rows.get<routing::SwapId>(0).text()},
          {"shift", shift_at(rows, 1)},
          {"asked_by", id_at<routing::StaffId>(rows, 3)},
          {"asked", id_at<routing::StaffId>(rows, 4)},
          {"state", rows.get<std::string>(5)},
          {"asked_at", time_at(rows, 6)},
          {"in_return", both_ways ? json(shift_at(rows, 7)) : json()}});
  }
}

void Export::texters() {
  auto rows = store_.db.query(
      "SELECT x.id, x.codename, x.language, x.created_at, f.at FROM texters x"
      " LEFT JOIN forgotten f ON f.texter = x.id WHERE ?1 IS NULL OR x.id = ?1 ORDER BY x.id",
      texter_);
  while (rows.next()) {
    const auto id = rows.get<TexterId>(0);
    const auto forgotten_at = rows.get<std::optional<Instant>>(4);
    give({{"kind", "texter"},
          {"id", id.text()},
          {"codename", rows.get<std::string>(1)},
          {"number", forgotten_at ? json() : json(store::texters::number(store_, id).dialable())},
          {"language", word_at(rows, 2)},
          {"created_at", time_at(rows, 3)},
          {"forgotten_at", time_or_null(forgotten_at)}});
  }
}

void Export::threads() {
  auto rows = store_.db.query(
      "SELECT id, texter, line, opted_out_at, forget_asked_at, asked_back_at FROM threads"
      " WHERE ?1 IS NULL OR texter = ?1 ORDER BY id",
      texter_);
  while (rows.next()) {
    give({{"kind", "thread"},
          {"id", rows.get<routing::ThreadId>(0).text()},
          {"texter", id_at<TexterId>(rows, 1)},
          {"line", id_at<routing::LineId>(rows, 2)},
          {"opted_out_at", time_at(rows, 3)},
          {"forget_asked_at", time_at(rows, 4)},
          {"asked_back_at", time_at(rows, 5)}});
  }
}

void Export::blocks() {
  auto rows = store_.db.query("SELECT id FROM threads WHERE ?1 IS NULL OR texter = ?1 ORDER BY id",
                              texter_);
  while (rows.next()) {
    const auto thread = rows.get<routing::ThreadId>(0);
    for (const auto& block : store::blocks::of_thread(store_, thread)) {
      give({{"kind", "block"},
            {"thread", thread.text()},
            {"conversation", block.conversation.text()},
            {"reason", block.reason.words()},
            {"at", routing::format_instant(block.blocked_at)},
            {"by", block.blocked_by.text()},
            {"until", routing::format_instant(block.until)},
            {"lifted_at", time_or_null(block.lifted_at)},
            {"lifted_by", id_or_null(block.lifted_by)}});
    }
  }
}

json wishes_of(const routing::Conversation& conversation) {
  json wishes = json::array();
  for (const auto& wish : conversation.wishes) {
    wishes.push_back({{"kind", routing::to_string(wish.kind)},
                      {"value", wish.value},
                      {"not", id_or_null(wish.not_)},
                      {"only", wish.only}});
  }
  return wishes;
}

json passes_of(const routing::Conversation& conversation) {
  json passes = json::array();
  for (const auto& pass : conversation.passes) {
    passes.push_back({{"staff", pass.staff.text()}, {"at", routing::format_instant(pass.at)}});
  }
  return passes;
}

void Export::conversations() {
  auto rows = store_.db.query(
      "SELECT c.id, c.texts_erased_at, c.media_erased_at, c.asked_back FROM conversations c"
      " JOIN threads h ON h.id = c.thread WHERE ?1 IS NULL OR h.texter = ?1 ORDER BY c.id",
      texter_);
  while (rows.next()) {
    const auto c = *conversations::find(store_, rows.get<routing::ConversationId>(0));
    give({{"kind", "conversation"},
          {"id", c.id.text()},
          {"thread", c.thread.text()},
          {"state", routing::to_string(c.state)},
          {"owner", id_or_null(c.owner)},
          {"offered_to", id_or_null(c.offered_to)},
          {"offer_expires_at", time_or_null(c.offer_expires_at)},
          {"last_owner", id_or_null(c.last_owner)},
          {"urgent", c.urgent},
          {"returned", c.returned},
          {"language", c.language},
          {"wishes", wishes_of(c)},
          {"passes", passes_of(c)},
          {"opened_at", routing::format_instant(c.opened_at)},
          {"waiting_since", time_or_null(c.waiting_since)},
          {"rest_until", time_or_null(c.rest_until)},
          {"closed_at", time_or_null(c.closed_at)},
          {"asked_back", rows.get<bool>(3)},
          {"texts_erased_at", time_at(rows, 1)},
          {"media_erased_at", time_at(rows, 2)}});
  }
}

void Export::flags() {
  auto rows = store_.db.query(
      "SELECT c.id FROM conversations c JOIN threads h ON h.id = c.thread"
      " WHERE (?1 IS NULL OR h.texter = ?1)"
      " AND EXISTS (SELECT 1 FROM flags f WHERE f.conversation = c.id) ORDER BY c.id",
      texter_);
  while (rows.next()) {
    const auto conversation = rows.get<routing::ConversationId>(0);
    for (const auto& flag : store::flags::of_conversation(store_, conversation, false)) {
      give({{"kind", "flag"},
            {"id", flag.id.text()},
            {"conversation", conversation.text()},
            {"flag", routing::to_string(flag.kind)},
            {"phrase", flag.phrase},
            {"language", flag.language},
            {"at", routing::format_instant(flag.raised_at)},
            {"by", id_or_null(flag.raised_by)},
            {"note", id_or_null(flag.raised_note)},
            {"cleared_at", time_or_null(flag.cleared_at)},
            {"cleared_by", id_or_null(flag.cleared_by)},
            {"cleared_note", id_or_null(flag.cleared_note)}});
    }
  }
}

json problem_of(const Text& text) {
  if (!text.failure) return json();
  return {{"code", routing::to_string(text.failure->code)},
          {"carrier_code", text.failure->carrier_code},
          {"words", text.failure->words}};
}

json shape_of(const Text& text, std::string parameters) {
  json media = json::array();
  for (const auto& one : text.media) {
    media.push_back({{"content_type", one.content_type}, {"url", one.url}});
  }
  return {{"kind", routing::to_string(text.kind)},
          {"id", text.id.text()},
          {"thread", text.thread.text()},
          {"conversation", id_or_null(text.conversation)},
          {"direction", word_or_null(text.direction)},
          {"author", id_or_null(text.author)},
          {"automatic", text.automatic},
          {"body", text.body.words()},
          {"media", std::move(media)},
          {"erased", text.erased},
          {"at", routing::format_instant(text.at)},
          {"sent_at", time_or_null(text.sent_at)},
          {"status", word_or_null(text.status)},
          {"problem", problem_of(text)},
          {"segments", or_null(text.segments)},
          {"carrier", or_null(text.carrier)},
          {"carrier_id", or_null(text.carrier_id)},
          {"client_id", or_null(text.client_id)},
          {"carrier_said", std::move(parameters)}};
}

void Export::texts() {
  auto rows = texter_ ? store_.db.query(
                            "SELECT t.id FROM threads h JOIN texts t ON t.thread = h.id"
                            " WHERE h.texter = ?1 ORDER BY t.thread, t.at, t.seq",
                            texter_)
                      : store_.db.query("SELECT id FROM texts ORDER BY seq");
  while (rows.next()) {
    const auto id = rows.get<routing::TextId>(0);
    try {
      const auto text = *texts::find(store_, id);
      give(shape_of(text, texts::parameters(store_, id)));
    } catch (const SealBroken&) {
      // One damaged row must not keep everything else from whoever asks for it.
      give({{"kind", "unreadable"}, {"id", id.text()}});
    }
  }
}

void Export::receipts() {
  auto rows = store_.db.query(
      "SELECT carrier, carrier_id, carrier_status, status, problem_code, problem_words, at"
      " FROM receipts r WHERE ?1 IS NULL OR EXISTS (SELECT 1 FROM texts t JOIN threads h"
      "  ON h.id = t.thread WHERE t.carrier_id = r.carrier_id AND t.carrier = r.carrier"
      "  AND h.texter = ?1) ORDER BY carrier, carrier_id, at",
      texter_);
  while (rows.next()) {
    give({{"kind", "receipt"},
          {"carrier", rows.get<std::string>(0)},
          {"carrier_id", rows.get<std::string>(1)},
          {"carrier_status", rows.get<std::string>(2)},
          {"status", rows.get<std::string>(3)},
          {"carrier_code", word_at(rows, 4)},
          {"words", word_at(rows, 5)},
          {"at", time_at(rows, 6)}});
  }
}

void Export::read_marks() {
  auto rows = store_.db.query(
      "SELECT m.staff, m.conversation, m.read_until FROM read_marks m"
      " JOIN conversations c ON c.id = m.conversation JOIN threads h ON h.id = c.thread"
      " WHERE ?1 IS NULL OR h.texter = ?1 ORDER BY m.conversation, m.staff",
      texter_);
  while (rows.next()) {
    give({{"kind", "read_mark"},
          {"staff", id_at<routing::StaffId>(rows, 0)},
          {"conversation", id_at<routing::ConversationId>(rows, 1)},
          {"read_until", time_at(rows, 2)}});
  }
}

void Export::events() {
  auto rows = store_.db.query(
      "SELECT seq, at, kind, line, conversation, actor, data FROM events WHERE ?1 IS NULL"
      " OR conversation IN (SELECT c.id FROM conversations c JOIN threads h ON h.id = c.thread"
      "  WHERE h.texter = ?1) ORDER BY seq",
      texter_);
  while (rows.next()) {
    give({{"kind", "event"},
          {"seq", rows.get<std::int64_t>(0)},
          {"at", time_at(rows, 1)},
          {"event", rows.get<std::string>(2)},
          {"line", id_at<routing::LineId>(rows, 3)},
          {"conversation", id_at<routing::ConversationId>(rows, 4)},
          {"actor", id_at<routing::StaffId>(rows, 5)},
          {"data", json::parse(rows.get<std::string>(6))}});
  }
}

}  // namespace

std::int64_t export_all(Reading& store, const std::optional<TexterId>& texter, const Take& take) {
  return Export(store, texter, take).run();
}

void record(Writing& store, const std::optional<TexterId>& texter) {
  events::append(store, {.kind = routing::EventKind::data_exported,
                         .data = json{{"texter", id_or_null(texter)}}.dump()});
}

}  // namespace warmline::store::exporting
