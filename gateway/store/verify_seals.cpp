#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include <fmt/format.h>

#include "gateway/store/blocks.hpp"
#include "gateway/store/drafts.hpp"
#include "gateway/store/phones.hpp"
#include "gateway/store/pictures.hpp"
#include "gateway/store/reveals.hpp"
#include "gateway/store/search_index.hpp"
#include "gateway/store/staff_texts.hpp"
#include "gateway/store/texts.hpp"
#include "gateway/store/verify_parts.hpp"
#include "routing/flag.hpp"

namespace warmline::store::verifying {
namespace {

using routing::StaffId;
using routing::TexterId;
using routing::TextId;

// Texters' keys, opened, as many as are kept at a time.
class OpenKeys {
 public:
  OpenKeys(Connection& db, const Seal& seal) : db_(db), seal_(seal) {}

  // Empty where there is none, or it does not open.
  const std::optional<DataKey>& of(TexterId texter) {
    const auto known = opened_.find(texter);
    if (known != opened_.end()) return known->second;
    if (opened_.size() >= opened_max) opened_.clear();
    return opened_.emplace(texter, open(texter)).first->second;
  }

 private:
  static constexpr std::size_t opened_max = 10'000;

  std::optional<DataKey> open(TexterId texter) {
    auto row = db_.query("SELECT wrapped FROM texter_keys WHERE texter = ?1", texter);
    if (!row.next()) return std::nullopt;
    try {
      return seal_.unwrap(row.blob(0), texter);
    } catch (const SealBroken&) {
      return std::nullopt;
    }
  }

  Connection& db_;
  const Seal& seal_;
  std::unordered_map<TexterId, std::optional<DataKey>> opened_;
};

std::optional<std::string> open(const DataKey& key, std::span<const std::uint8_t> sealed,
                                const routing::UuidBytes& place) {
  try {
    return key.open(sealed, place);
  } catch (const SealBroken&) {
    return std::nullopt;
  }
}

void check_names(Connection& db, const Seal& seal, Findings& wrong) {
  const auto check = [&](std::string_view sql, std::string_view whose) {
    auto rows = db.query(sql);
    while (rows.next()) {
      const auto id = rows.get<StaffId>(0);
      if (!open(seal.own(), rows.blob(1), id.bytes())) {
        wrong.add(fmt::format("the name of {} {} does not open", whose, id.text()));
      }
    }
  };
  check("SELECT id, name FROM staff", "staff");
  check("SELECT id, name FROM invitations", "invitation");
}

void check_numbers(Connection& db, const Seal& seal, OpenKeys& keys, Findings& wrong) {
  auto rows = db.query(
      "SELECT x.id, x.number, x.number_hash FROM texters x JOIN texter_keys k ON k.texter = x.id"
      " WHERE x.id NOT IN (SELECT texter FROM forgotten)");
  while (rows.next()) {
    const auto id = rows.get<TexterId>(0);
    const auto& key = keys.of(id);
    if (!key) {
      wrong.add(fmt::format("the key of texter {} does not open", id.text()));
      continue;
    }
    const auto number = open(*key, rows.blob(1), id.bytes());
    if (!number) {
      wrong.add(fmt::format("the number of texter {} does not open", id.text()));
    } else if (seal.keyed_hash("number", *number) != rows.get<Bytes>(2)) {
      wrong.add(fmt::format("texter {} is not found by their number", id.text()));
    }
  }
}

// Whether search finds something in it that it should know and does not.
bool is_missing_in_search(const Seal& seal, const std::string& body, const std::string& language) {
  const auto terms = search_index::terms(seal, body, language);
  return !terms.words.empty() || !terms.prefixes.empty();
}

// Of staff's own phones.
void check_phones(Connection& db, const Seal& seal, Findings& wrong) {
  const auto check = [&](std::string_view sql, phones::Place where) {
    auto rows = db.query(sql);
    while (rows.next()) {
      const auto who = rows.get<StaffId>(0);
      const auto number = open(seal.own(), rows.blob(1), phones::place(who, where));
      if (!number) {
        wrong.add(fmt::format("the phone of staff {} does not open", who.text()));
      } else if (seal.keyed_hash("number", *number) != rows.get<Bytes>(2)) {
        wrong.add(fmt::format("staff {} is not found by their phone", who.text()));
      }
    }
  };
  check("SELECT staff, number, number_hash FROM phones", phones::Place::confirmed);
  check("SELECT staff, number, number_hash FROM phone_codes", phones::Place::unconfirmed);
}

// What is still to leave for them, or may have to leave again.
void check_staff_texts(Connection& db, const Seal& seal, Findings& wrong) {
  auto rows = db.query(
      "SELECT id, number, body FROM staff_texts"
      " WHERE status = 'queued' OR status = 'sending' OR look_at IS NOT NULL");
  while (rows.next()) {
    const auto id = rows.get<TextId>(0);
    using staff_texts::Place;
    if (!open(seal.own(), rows.blob(1), staff_texts::place(id, Place::number)) ||
        !open(seal.own(), rows.blob(2), staff_texts::place(id, Place::body))) {
      wrong.add(fmt::format("text {} to staff does not open", id.text()));
    }
  }
}

void check_texts(Connection& db, const Seal& seal, const Rows& searchable, OpenKeys& keys,
                 Findings& wrong) {
  auto rows = db.query(
      "SELECT t.seq, t.id, h.texter, t.body, t.media, t.parameters, t.indexed_as FROM texts t"
      " JOIN threads h ON h.id = t.thread WHERE t.erased_at IS NULL ORDER BY t.seq");
  while (rows.next()) {
    const auto id = rows.get<TextId>(1);
    const auto& key = keys.of(rows.get<TexterId>(2));
    if (!key) continue;  // said once, of the texter
    const auto body = open(*key, rows.blob(3), texts::place(id, texts::Place::body));
    if (!body) {
      wrong.add(fmt::format("the body of text {} does not open", id.text()));
      continue;
    }
    const auto check = [&](int column, texts::Place place, std::string_view what) {
      if (rows.blob(column).empty()) return;
      if (open(*key, rows.blob(column), texts::place(id, place))) return;
      wrong.add(fmt::format("the {} of text {} does not open", what, id.text()));
    };
    check(4, texts::Place::media, "media");
    check(5, texts::Place::parameters, "carrier's words");
    const auto language = rows.get<std::optional<std::string>>(6).value_or("");
    if (!language.empty() && !searchable.has(rows.get<std::int64_t>(0)) &&
        is_missing_in_search(seal, *body, language)) {
      wrong.add(fmt::format("the search index does not know text {}", id.text()));
    }
  }
}

// What is sealed under a texter's key in a row of its own: its id, its texter, and what is sealed.
template <class SomeId>
void check_rows(Query rows, OpenKeys& keys, std::string_view what, Findings& wrong) {
  while (rows.next()) {
    const auto id = rows.get<SomeId>(0);
    const auto& key = keys.of(rows.get<TexterId>(1));
    if (!key || rows.blob(2).empty()) continue;
    if (!open(*key, rows.blob(2), id.bytes())) {
      wrong.add(fmt::format("the {} {} does not open", what, id.text()));
    }
  }
}

}  // namespace

void check_seals(Connection& db, const Seal& seal, const Rows& searchable, Findings& wrong) {
  OpenKeys keys(db, seal);
  check_names(db, seal, wrong);
  check_phones(db, seal, wrong);
  check_staff_texts(db, seal, wrong);
  check_numbers(db, seal, keys, wrong);
  check_texts(db, seal, searchable, keys, wrong);
  check_rows<routing::FlagId>(db.query("SELECT f.id, c.texter, f.phrase FROM flags f"
                                       " JOIN conversations c ON c.id = f.conversation"),
                              keys, "phrase of flag", wrong);
  check_rows<blocks::BlockId>(db.query("SELECT b.id, h.texter, b.reason FROM blocks b"
                                       " JOIN threads h ON h.id = b.thread"),
                              keys, "reason of block", wrong);
  check_rows<reveals::RevealId>(db.query("SELECT id, texter, reason FROM reveals"), keys,
                                "reason of reveal", wrong);
  check_rows<drafts::DraftId>(db.query("SELECT d.id, c.texter, d.body FROM drafts d"
                                       " JOIN conversations c ON c.id = d.conversation"),
                              keys, "draft", wrong);
  check_rows<pictures::PictureId>(db.query("SELECT p.id, h.texter, p.bytes FROM pictures p"
                                           " JOIN texts t ON t.id = p.text"
                                           " JOIN threads h ON h.id = t.thread"),
                                  keys, "picture", wrong);
}

}  // namespace warmline::store::verifying
