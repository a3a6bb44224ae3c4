#include "routing/staff_wording.hpp"

#include "routing/fill_in.hpp"
#include "routing/line.hpp"
#include "routing/named.hpp"

namespace warmline::routing {
std::string_view to_string(StaffText which) {
  switch (which) {
    case StaffText::code:
      return "staff_code";
    case StaffText::on:
      return "staff_on";
    case StaffText::on_break:
      return "staff_on_break";
    case StaffText::off:
      return "staff_off";
    case StaffText::page_waiting:
      return "staff_page_waiting";
    case StaffText::page_urgent:
      return "staff_page_urgent";
    case StaffText::page_lapses:
      return "staff_page_lapses";
    case StaffText::acknowledged:
      return "staff_acknowledged";
    case StaffText::put_on_break:
      return "staff_put_on_break";
    case StaffText::shift_day_before:
      return "staff_shift_day_before";
    case StaffText::shift_soon:
      return "staff_shift_soon";
  }
  return {};
}

std::optional<StaffText> parse_staff_text(std::string_view text) {
  return named(text, all_staff_texts);
}

std::vector<std::string_view> placeholders(StaffText which) {
  switch (which) {
    case StaffText::code:
      return {"{code}"};
    case StaffText::shift_day_before:
    case StaffText::shift_soon:
      return {"{begins}", "{waiting}", "{minutes}"};
    case StaffText::on:
    case StaffText::on_break:
    case StaffText::off:
    case StaffText::page_waiting:
    case StaffText::page_urgent:
    case StaffText::page_lapses:
    case StaffText::acknowledged:
    case StaffText::put_on_break:
      return {"{waiting}", "{minutes}"};
  }
  return {};
}

std::string words(const Line& line, StaffText which, std::string_view language,
                  const StaffFacts& facts) {
  const Wording* wording = wording_for(line, language);
  if (wording == nullptr) return {};
  std::string text = wording->staff[which];
  fill_in(text, "{waiting}", std::to_string(facts.waiting));
  fill_in(text, "{minutes}", std::to_string(facts.longest_wait.count()));
  fill_in(text, "{code}", facts.code);
  if (text.find("{begins}") != std::string::npos)
    fill_in(text, "{begins}", time_words(wording->opening, line.time_zone, facts.begins));
  // Last: nothing in a line's name is a placeholder.
  fill_in(text, "{line}", line.name);
  return text;
}

}  // namespace warmline::routing
