#include "gateway/store/days.hpp"
#include "gateway/store/exporting_parts.hpp"
#include "gateway/store/flag_lists.hpp"
#include "gateway/store/invitations.hpp"
#include "gateway/store/phones.hpp"
#include "gateway/store/settings.hpp"
#include "gateway/store/staff.hpp"
#include "routing/rota.hpp"
#include "routing/snippet.hpp"

namespace warmline::store::exporting {
namespace {

json settings_of(Reading& store, routing::StaffId who) {
  const auto settings = store::settings::of(store, who);
  return {{"language", settings.language ? json(*settings.language) : json()},
          {"colours", settings.colours},
          {"contrast", settings.contrast},
          {"text_size", settings.text_size},
          {"calm", settings.calm},
          {"enter_sends", settings.enter_sends},
          {"single_keys", settings.single_keys},
          {"sound", settings.sound},
          {"system_notices", settings.system_notices},
          {"notices_show_words", settings.notices_show_words}};
}

void flag_lists(Export& out) {
  auto rows = out.store.db.query("SELECT id FROM lines ORDER BY id");
  while (rows.next()) {
    const auto line = rows.get<routing::LineId>(0);
    for (const auto& list : store::flag_lists::of_line(out.store, line)) {
      out.give({{"kind", "flag_list"},
                {"line", line.text()},
                {"language", list.language},
                {"guidance", list.guidance},
                {"worrying", list.worrying},
                {"opt_out", list.opt_out},
                {"except", list.except}});
    }
  }
}

void wording(Export& out) {
  auto rows = out.store.db.query(
      "SELECT line, language, name, words, changed_at, changed_by FROM wording"
      " ORDER BY line, language, name");
  while (rows.next()) {
    out.give({{"kind", "wording"},
              {"line", id_at<routing::LineId>(rows, 0)},
              {"language", rows.get<std::string>(1)},
              {"name", rows.get<std::string>(2)},
              {"words", rows.get<std::string>(3)},
              {"changed_at", time_at(rows, 4)},
              {"changed_by", id_at<routing::StaffId>(rows, 5)}});
  }
}

void snippets(Export& out) {
  auto rows = out.store.db.query(
      "SELECT id, line, language, name, words FROM snippets ORDER BY line, language, name");
  while (rows.next()) {
    out.give({{"kind", "snippet"},
              {"id", id_at<routing::SnippetId>(rows, 0)},
              {"line", id_at<routing::LineId>(rows, 1)},
              {"language", rows.get<std::string>(2)},
              {"name", rows.get<std::string>(3)},
              {"words", rows.get<std::string>(4)}});
  }
}

void staff(Export& out) {
  for (const auto& row : store::staff::all(out.store)) {
    const auto& member = row.staff;
    json lines = json::array();
    for (const auto line : member.lines) lines.push_back(line.text());
    out.give({{"kind", "staff"},
              {"id", member.id.text()},
              {"username", member.username},
              {"name", member.name},
              {"role", routing::to_string(member.role)},
              {"languages", member.languages},
              {"experiences", member.experiences},
              {"lines", std::move(lines)},
              {"capacity", member.capacity},
              {"enabled", member.enabled},
              {"presence", routing::to_string(row.presence)},
              {"settings", settings_of(out.store, member.id)}});
  }
}

void invitations(Export& out) {
  for (const auto& one : store::invitations::all(out.store)) {
    json lines = json::array();
    for (const auto line : one.as.lines) lines.push_back(line.text());
    out.give({{"kind", "invitation"},
              {"id", one.id.text()},
              {"name", one.as.name},
              {"role", routing::to_string(one.as.role)},
              {"languages", one.as.languages},
              {"experiences", one.as.experiences},
              {"lines", std::move(lines)},
              {"capacity", one.as.capacity},
              {"at", routing::format_instant(one.made_at)},
              {"by", one.made_by.text()},
              {"expires_at", routing::format_instant(one.expires_at)}});
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

void shift_rules(Export& out) {
  auto rows = out.store.db.query(
      "SELECT id, line, staff, first_day, begins, lasts, repeats, last_day FROM shift_rules"
      " ORDER BY id");
  while (rows.next()) {
    out.give({{"kind", "shift_rule"},
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

void shift_changes(Export& out) {
  auto rows = out.store.db.query(
      "SELECT rule, day, cancelled, moved_day, moved_begins, moved_lasts, given, staff"
      " FROM shift_changes ORDER BY rule, day");
  while (rows.next()) {
    out.give({{"kind", "shift_change"},
              {"shift", shift_at(rows, 0)},
              {"cancelled", rows.get<bool>(2)},
              {"moved_to", day_at(rows, 3)},
              {"begins", clock_at(rows, 4)},
              {"minutes", minutes_at(rows, 5)},
              {"given", rows.get<bool>(6)},
              {"staff", id_at<routing::StaffId>(rows, 7)}});
  }
}

void swaps(Export& out) {
  auto rows = out.store.db.query(
      "SELECT id, rule, day, asked_by, asked, state, asked_at, return_rule, return_day FROM swaps"
      " ORDER BY id");
  while (rows.next()) {
    const bool both_ways = rows.get<std::optional<int>>(8).has_value();
    out.give({{"kind", "swap"},
              {"id", rows.get<routing::SwapId>(0).text()},
              {"shift", shift_at(rows, 1)},
              {"asked_by", id_at<routing::StaffId>(rows, 3)},
              {"asked", id_at<routing::StaffId>(rows, 4)},
              {"state", rows.get<std::string>(5)},
              {"asked_at", time_at(rows, 6)},
              {"in_return", both_ways ? json(shift_at(rows, 7)) : json()}});
  }
}

void phones(Export& out) {
  auto rows = out.store.db.query("SELECT staff, set_at FROM phones ORDER BY staff");
  while (rows.next()) {
    const auto who = rows.get<routing::StaffId>(0);
    const auto phone = store::phones::find(out.store, who).value();
    out.give({{"kind", "phone"},
              {"staff", who.text()},
              {"number", phone.number.dialable()},
              {"language", phone.language},
              {"set_at", time_at(rows, 1)}});
  }
}

void on_call(Export& out) {
  auto rows = out.store.db.query("SELECT line, staff FROM on_call ORDER BY line, place");
  while (rows.next()) {
    out.give({{"kind", "on_call"},
              {"line", id_at<routing::LineId>(rows, 0)},
              {"staff", id_at<routing::StaffId>(rows, 1)}});
  }
}

void pages(Export& out) {
  auto rows = out.store.db.query(
      "SELECT id, line, reason, conversation, began_at, acknowledged_at, acknowledged_by FROM pages"
      " ORDER BY began_at, id");
  while (rows.next()) {
    out.give({{"kind", "page"},
              {"id", id_at<routing::PageId>(rows, 0)},
              {"line", id_at<routing::LineId>(rows, 1)},
              {"reason", rows.get<std::string>(2)},
              {"conversation", id_at<routing::ConversationId>(rows, 3)},
              {"at", time_at(rows, 4)},
              {"acknowledged_at", time_at(rows, 5)},
              {"acknowledged_by", id_at<routing::StaffId>(rows, 6)}});
  }
}

}  // namespace

void give_staff(Export& out) {
  flag_lists(out);
  wording(out);
  snippets(out);
  staff(out);
  invitations(out);
  shift_rules(out);
  shift_changes(out);
  swaps(out);
  phones(out);
  on_call(out);
  pages(out);
}

}  // namespace warmline::store::exporting
