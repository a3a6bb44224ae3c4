#include <optional>
#include <string>
#include <string_view>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "gateway/store/verify_parts.hpp"
#include "routing/ids.hpp"

namespace warmline::store::verifying {
namespace {

using nlohmann::json;

// The number of the row that has this id, in a table named in `sql`.
std::optional<std::int64_t> row_of(Connection& db, std::string_view sql, const Bytes& id) {
  auto row = db.query(sql, id);
  if (!row.next()) return std::nullopt;
  return row.get<std::int64_t>(0);
}

std::string id_or_nothing(const json& event, const char* key) {
  const auto found = event.find(key);
  return found == event.end() || !found->is_string() ? std::string() : found->get<std::string>();
}

// Goes through the record from its end, so that the first standing of a conversation that it meets
// is the one that has to be true now.
class Record {
 public:
  Record(Connection& db, Findings& wrong) : db_(db), wrong_(wrong) {}

  void read() {
    auto rows = db_.query("SELECT seq, kind, conversation, data FROM events ORDER BY seq DESC");
    while (rows.next()) {
      const auto seq = rows.get<std::int64_t>(0);
      const bool is_received = rows.get<std::string>(1) == "text.received";
      const auto row = conversation_of(seq, rows.get<std::optional<Bytes>>(2));
      const bool is_news = row && !told_.has(*row);
      if (!is_received && !is_news) continue;
      const auto data = json::parse(rows.get<std::string>(3), nullptr, false);
      if (!data.is_object()) {
        wrong_.add(fmt::format("event {} can't be read", seq));
        continue;
      }
      if (is_received) take_received(seq, data);
      if (is_news && data.contains("state")) take_standing(seq, *row, data);
    }
  }

  void look_for_untold() {
    auto texts = db_.query("SELECT seq, id FROM texts WHERE direction = 'in'");
    while (texts.next()) {
      if (received_.has(texts.get<std::int64_t>(0))) continue;
      wrong_.add(fmt::format("no event tells that text {} came in", shown(texts, 1)));
    }
    auto conversations = db_.query("SELECT rowid, id FROM conversations");
    while (conversations.next()) {
      if (told_.has(conversations.get<std::int64_t>(0))) continue;
      wrong_.add(
          fmt::format("no event tells where conversation {} stands", shown(conversations, 1)));
    }
  }

 private:
  std::optional<std::int64_t> conversation_of(std::int64_t seq, const std::optional<Bytes>& id) {
    if (!id) return std::nullopt;
    const auto row = row_of(db_, "SELECT rowid FROM conversations WHERE id = ?1", *id);
    if (!row) wrong_.add(fmt::format("event {} is of a conversation that is not there", seq));
    return row;
  }

  void take_received(std::int64_t seq, const json& data) {
    const auto id = routing::TextId::parse(id_or_nothing(data, "text"));
    const auto row = id ? row_of(db_, "SELECT seq FROM texts WHERE id = ?1 AND direction = 'in'",
                                 Bytes(id->bytes().begin(), id->bytes().end()))
                        : std::nullopt;
    if (!row) {
      wrong_.add(fmt::format("event {} tells of a text that is not there", seq));
    } else if (!received_.add(*row)) {
      wrong_.add(fmt::format("event {} tells of text {} a second time", seq, id->text()));
    }
  }

  void take_standing(std::int64_t seq, std::int64_t row, const json& data) {
    told_.add(row);
    auto now =
        db_.query("SELECT id, state, owner, offered_to FROM conversations WHERE rowid = ?1", row);
    if (!now.next()) return;
    const auto who = [&](int column) {
      const auto id = now.get<std::optional<routing::StaffId>>(column);
      return id ? id->text() : std::string();
    };
    if (id_or_nothing(data, "state") == now.get<std::string>(1) &&
        id_or_nothing(data, "owner") == who(2) && id_or_nothing(data, "offered_to") == who(3)) {
      return;
    }
    wrong_.add(
        fmt::format("conversation {} is not as event {}, its latest, tells", shown(now, 0), seq));
  }

  Connection& db_;
  Findings& wrong_;
  Rows received_;  // of texts
  Rows told_;      // of conversations
};

}  // namespace

void check_events(Connection& db, Findings& wrong) {
  Record record(db, wrong);
  record.read();
  record.look_for_untold();
}

}  // namespace warmline::store::verifying
