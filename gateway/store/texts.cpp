#include "gateway/store/texts.hpp"

#include <algorithm>
#include <chrono>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

namespace warmline::store {

FailureColumns::FailureColumns(const std::optional<Failure>& failure) {
  if (!failure) return;
  code = routing::to_string(failure->code);
  carrier_code = failure->carrier_code;
  words = failure->words;
}

std::optional<Failure> read_failure(const Query& row, int first_column) {
  const auto code = row.get<std::optional<std::string>>(first_column);
  if (!code) return std::nullopt;
  return Failure{routing::parse_problem_code(*code).value_or(routing::ProblemCode::carrier_refused),
                 row.get<std::string>(first_column + 1), row.get<std::string>(first_column + 2)};
}

}  // namespace warmline::store

namespace warmline::store::texts {
namespace {

using nlohmann::json;
using routing::TextId;

std::string media_json(const std::vector<routing::Media>& media) {
  json all = json::array();
  for (const auto& one : media)
    all.push_back({{"content_type", one.content_type}, {"url", one.url}});
  return all.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::vector<routing::Media> media_from(const std::string& text) {
  std::vector<routing::Media> media;
  for (const auto& one : json::parse(text)) {
    media.push_back({one.at("content_type").get<std::string>(), one.at("url").get<std::string>()});
  }
  return media;
}

constexpr std::string_view select_one =
    "SELECT t.id, t.thread, t.conversation, t.kind, t.direction, t.author, t.automatic, t.body,"
    " t.at, t.status, t.carrier, t.carrier_id, t.client_id, t.problem, t.problem_code,"
    " t.problem_words, t.media, t.segments, t.indexed_as, t.sent_at, t.erased_at IS NOT NULL,"
    " h.texter FROM texts t"
    " JOIN threads h ON h.id = t.thread WHERE t.id = ?1";

Text read(const Query& row) {
  Text text;
  text.id = row.get<TextId>(0);
  text.thread = row.get<routing::ThreadId>(1);
  text.conversation = row.get<std::optional<routing::ConversationId>>(2);
  text.kind = row.get_word<routing::TextKind>(3, routing::parse_text_kind);
  if (const auto direction = row.get<std::optional<std::string>>(4)) {
    text.direction = routing::parse_direction(*direction);
  }
  text.author = row.get<std::optional<routing::StaffId>>(5);
  text.automatic = row.get<bool>(6);
  text.at = row.get<routing::Instant>(8);
  if (const auto status = row.get<std::optional<std::string>>(9)) {
    text.status = routing::parse_text_status(*status);
  }
  text.carrier = row.get<std::optional<std::string>>(10);
  text.carrier_id = row.get<std::optional<std::string>>(11);
  text.client_id = row.get<std::optional<std::string>>(12);
  text.failure = read_failure(row, 13);
  text.segments = row.get<std::optional<int>>(17);
  text.language = row.get<std::optional<std::string>>(18).value_or("");
  text.sent_at = row.get<std::optional<routing::Instant>>(19);
  text.erased = row.get<bool>(20);
  return text;
}

// What is sealed of it.
void open_sealed(Text& text, const Query& row, const DataKey& key) {
  text.body = routing::Body(key.open(row.blob(7), place(text.id, Place::body)));
  if (const auto media = row.get<std::optional<Bytes>>(16)) {
    text.media = media_from(key.open(*media, place(text.id, Place::media)));
  }
}

std::optional<TextId> only_id(Query row) {
  if (!row.next()) return std::nullopt;
  return row.get<TextId>(0);
}

std::vector<Text> all(Reading& store, Query ids) {
  std::vector<Text> found;
  while (ids.next()) found.push_back(*find(store, ids.get<TextId>(0)));
  return found;
}

// A carrier repeats a delivery within seconds: it is among the latest texts of its thread.
constexpr std::chrono::minutes retries_longest{10};
constexpr int retried_among = 8;

// Short, since it stands in an index: it is compared with no more than those few.
constexpr std::size_t token_bytes = 8;

// By a person: the first time counts.
void set_answered(Writing& store, routing::ConversationId conversation) {
  store.db
      .query(
          "UPDATE conversations SET first_reply_at = ?2 WHERE id = ?1 AND first_reply_at IS NULL",
          conversation, store.now)
      .run();
}

}  // namespace

routing::UuidBytes place(TextId id, Place which) {
  auto bytes = id.bytes();
  // The first byte holds the top of the time: no other id of this century has it.
  bytes[0] ^= static_cast<std::uint8_t>(which);
  return bytes;
}

std::optional<Bytes> token_hash(const Seal& seal, const std::string& idempotency_token) {
  if (idempotency_token.empty()) return std::nullopt;
  auto hash = seal.keyed_hash("delivery", idempotency_token);
  hash.resize(token_bytes);
  return hash;
}

std::optional<TextId> by_delivery_token(Reading& store, routing::ThreadId thread,
                                        const std::optional<Bytes>& token) {
  if (!token) return std::nullopt;
  return only_id(
      store.db.query("SELECT id FROM texts WHERE seq = (SELECT seq FROM"
                     " (SELECT seq, delivery_token FROM texts WHERE thread = ?1 AND at > ?2"
                     "  ORDER BY at DESC LIMIT ?3) WHERE delivery_token = ?4 LIMIT 1)",
                     thread, store.now - retries_longest, retried_among, token));
}

std::optional<TextId> by_carrier_id(Reading& store, const std::string& carrier,
                                    const std::string& carrier_id) {
  return only_id(store.db.query("SELECT id FROM texts WHERE carrier = ?1 AND carrier_id = ?2",
                                carrier, carrier_id));
}

std::optional<TextId> by_client_id(Reading& store, routing::StaffId author,
                                   const std::string& client_id) {
  return only_id(store.db.query("SELECT id FROM texts WHERE author = ?1 AND client_id = ?2", author,
                                client_id));
}

TextId add(Writing& store, const Thread& thread, const Text& text, const Delivery& delivery) {
  const auto id = store.ids.next<TextId>(store.now);
  const DataKey key = texters::key(store, thread.texter);
  std::optional<Bytes> media;
  if (!text.media.empty()) media = key.seal(media_json(text.media), place(id, Place::media));
  std::optional<Bytes> parameters;
  if (!delivery.parameters.empty()) {
    parameters = key.seal(delivery.parameters, place(id, Place::parameters));
  }
  std::optional<std::string_view> direction;
  if (text.direction) direction = routing::to_string(*text.direction);
  std::optional<std::string_view> status;
  if (text.status) status = routing::to_string(*text.status);
  store.db
      .query(
          "INSERT INTO texts (id, thread, conversation, kind, direction, author, automatic, body,"
          " at, status, carrier, carrier_id, delivery_token, client_id, media, segments,"
          " parameters, sent_at, indexed_as) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,"
          " ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)",
          id, thread.id, text.conversation, routing::to_string(text.kind), direction, text.author,
          text.automatic, key.seal(text.body.words(), place(id, Place::body)), store.now, status,
          text.carrier, text.carrier_id, delivery.token, text.client_id, media, text.segments,
          parameters, text.sent_at, text.language)
      .run();
  if (text.direction && text.author && text.conversation) set_answered(store, *text.conversation);
  if (!text.language.empty()) {
    store.to_index.push_back(
        {store.db.last_row_id(),
         delivery.terms ? *delivery.terms
                        : search_index::terms(store.seal, text.body.words(), text.language)});
  }
  return id;
}

std::optional<Text> find(Reading& store, TextId id) {
  auto row = store.db.query(select_one, id);
  if (!row.next()) return std::nullopt;
  Text text = read(row);
  // A texter who was forgotten has no key any more.
  if (!text.erased) open_sealed(text, row, texters::key(store, row.get<routing::TexterId>(21)));
  if (text.status == routing::TextStatus::failed || text.status == routing::TextStatus::unknown) {
    text.decision = decisions::on(store, id);
  }
  return text;
}

std::optional<Standing> standing(Reading& store, TextId id) {
  auto row = store.db.query("SELECT thread, conversation, at FROM texts WHERE id = ?1", id);
  if (!row.next()) return std::nullopt;
  return Standing{row.get<routing::ThreadId>(0), row.get<std::optional<routing::ConversationId>>(1),
                  row.get<routing::Instant>(2)};
}

std::string parameters(Reading& store, TextId id) {
  auto row = store.db.query(
      "SELECT t.parameters, h.texter FROM texts t JOIN threads h ON h.id = t.thread"
      " WHERE t.id = ?1 AND t.parameters IS NOT NULL",
      id);
  if (!row.next()) return {};
  return texters::key(store, row.get<routing::TexterId>(1))
      .open(row.blob(0), place(id, Place::parameters));
}

std::vector<Text> of_thread(Reading& store, routing::ThreadId thread, routing::Instant before,
                            int most) {
  // What one job kept has one time; a page never ends in the middle of it.
  return all(store,
             store.db.query("SELECT id FROM texts WHERE thread = ?1 AND at < ?2 AND at >= coalesce("
                            " (SELECT at FROM texts WHERE thread = ?1 AND at < ?2 ORDER BY at DESC "
                            "LIMIT 1 OFFSET ?3), 0)"
                            " ORDER BY at DESC, id DESC",
                            thread, before, most - 1));
}

std::vector<Text> of_thread_after(Reading& store, routing::ThreadId thread, routing::Instant after,
                                  int most) {
  return all(
      store,
      store.db.query(
          "SELECT id FROM texts WHERE thread = ?1 AND at > ?2 AND at <= coalesce("
          " (SELECT at FROM texts WHERE thread = ?1 AND at > ?2 ORDER BY at LIMIT 1 OFFSET ?3), ?4)"
          " ORDER BY at, id",
          thread, after, most - 1, routing::Instant::max()));
}

std::optional<Text> latest(Reading& store, routing::ThreadId thread, routing::Instant until) {
  const auto id = only_id(
      store.db.query("SELECT id FROM texts WHERE thread = ?1 AND kind = 'text' AND automatic = 0"
                     " AND at <= ?2 ORDER BY at DESC, id DESC LIMIT 1",
                     thread, until));
  if (!id) return std::nullopt;
  return find(store, *id);
}

std::vector<Text> unknown_in(Reading& store, routing::ThreadId thread) {
  // By the index of those that are in trouble, which are few.
  auto rows = store.db.query(
      "SELECT id FROM texts WHERE status = 'unknown' AND +thread = ?1"
      " ORDER BY at",
      thread);
  std::vector<Text> found;
  while (rows.next()) found.push_back(find(store, rows.get<TextId>(0)).value());
  return found;
}

bool advance(Writing& store, TextId id, routing::TextStatus to,
             const std::optional<Failure>& failure) {
  auto row = store.db.query("SELECT status FROM texts WHERE id = ?1", id);
  if (!row.next()) return false;
  const auto from = row.get_word<routing::TextStatus>(0, routing::parse_text_status);
  if (!routing::may_become(from, to)) return false;
  const FailureColumns why(failure);
  store.db
      .query(
          "UPDATE texts SET status = ?2, problem = ?3, problem_code = ?4, problem_words = ?5"
          " WHERE id = ?1",
          id, routing::to_string(to), why.code, why.carrier_code, why.words)
      .run();
  return true;
}

void set_carrier_id(Writing& store, TextId id, const std::string& carrier,
                    const std::string& carrier_id) {
  store.db
      .query("UPDATE texts SET carrier = ?2, carrier_id = ?3 WHERE id = ?1", id, carrier,
             carrier_id)
      .run();
}

}  // namespace warmline::store::texts
