#include "gateway/store/pictures.hpp"

#include "gateway/store/texters.hpp"
#include "gateway/store/texts.hpp"

namespace warmline::store::pictures {
namespace {

using routing::TextId;

routing::TexterId texter_of(Reading& store, const Text& text) {
  return texters::thread(store, text.thread)->texter;
}

}  // namespace

std::optional<std::string> find(Reading& store, TextId text, std::size_t index) {
  auto row = store.db.query(
      "SELECT p.id, p.bytes, h.texter FROM pictures p JOIN texts t ON t.id = p.text"
      " JOIN threads h ON h.id = t.thread WHERE p.text = ?1 AND p.place = ?2",
      text, index);
  if (!row.next()) return std::nullopt;
  const auto id = row.get<PictureId>(0);
  return texters::key(store, row.get<routing::TexterId>(2)).open(row.blob(1), id.bytes());
}

bool keep(Writing& store, TextId id, std::size_t index, std::string_view bytes) {
  const auto text = texts::find(store, id);
  if (!text || index >= text->media.size()) return false;
  const auto picture = store.ids.next<PictureId>(store.now);
  const auto key = texters::key(store, texter_of(store, *text));
  store.db
      .query(
          "INSERT INTO pictures (id, text, place, bytes, kept_at) VALUES (?1, ?2, ?3, ?4, ?5)"
          " ON CONFLICT (text, place) DO NOTHING",
          picture, id, index, key.seal(bytes, picture.bytes()), store.now)
      .run();
  return true;
}

bool were_erased(Reading& store, TextId text) {
  return store.db
      .query(
          "SELECT 1 FROM texts t LEFT JOIN conversations c ON c.id = t.conversation"
          " WHERE t.id = ?1 AND (t.erased_at IS NOT NULL OR c.media_erased_at IS NOT NULL)",
          text)
      .next();
}

void erase(Writing& store, TextId text) {
  store.db.query("DELETE FROM pictures WHERE text = ?1", text).run();
}

}  // namespace warmline::store::pictures
