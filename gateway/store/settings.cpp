#include "gateway/store/settings.hpp"

namespace warmline::store::settings {

Settings of(Reading& store, routing::StaffId who) {
  auto row = store.db.query(
      "SELECT language, colours, contrast, text_size, calm, enter_sends, single_keys, sound,"
      " system_notices, notices_show_words FROM settings WHERE staff = ?1",
      who);
  if (!row.next()) return {};
  return {.language = row.get<std::optional<std::string>>(0),
          .colours = row.get<std::string>(1),
          .contrast = row.get<std::string>(2),
          .text_size = row.get<std::string>(3),
          .calm = row.get<bool>(4),
          .enter_sends = row.get<bool>(5),
          .single_keys = row.get<bool>(6),
          .sound = row.get<bool>(7),
          .system_notices = row.get<bool>(8),
          .notices_show_words = row.get<bool>(9)};
}

void set(Writing& store, routing::StaffId who, const Settings& settings) {
  store.db.query("DELETE FROM settings WHERE staff = ?1", who).run();
  store.db
      .query(
          "INSERT INTO settings (staff, language, colours, contrast, text_size, calm, enter_sends,"
          " single_keys, sound, system_notices, notices_show_words)"
          " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
          who, settings.language, settings.colours, settings.contrast, settings.text_size,
          settings.calm, settings.enter_sends, settings.single_keys, settings.sound,
          settings.system_notices, settings.notices_show_words)
      .run();
}

}  // namespace warmline::store::settings
