#include "gateway/api/calendar.hpp"

#include <cstdlib>
#include <memory>

#include <libical/ical.h>

namespace warmline::api {
namespace {

constexpr const char* made_by = "-//Warmline//Rota//EN";
// How often a reader should look again (RFC 7986, section 5.7), and the same as older ones know it.
constexpr const char* look_again = "PT1H";

struct FreeComponent {
  void operator()(icalcomponent* component) const { icalcomponent_free(component); }
};
struct FreeText {
  void operator()(char* text) const { std::free(text); }  // NOLINT(*-no-malloc): libical's own
};

icaltimetype time_of(routing::Instant at) {
  return icaltime_from_timet_with_zone(std::chrono::system_clock::to_time_t(at), /*is_date=*/0,
                                       icaltimezone_get_utc_timezone());
}

icalproperty* extension(const char* name, const char* value) {
  icalproperty* property = icalproperty_new_x(value);
  icalproperty_set_x_name(property, name);
  return property;
}

icalcomponent* entry_of(const CalendarEntry& entry, routing::Instant now) {
  icalcomponent* event = icalcomponent_new_vevent();
  icalcomponent_add_property(event, icalproperty_new_uid(entry.uid.c_str()));
  icalcomponent_add_property(event, icalproperty_new_dtstamp(time_of(now)));
  icalcomponent_add_property(event, icalproperty_new_dtstart(time_of(entry.starts)));
  icalcomponent_add_property(event, icalproperty_new_dtend(time_of(entry.ends)));
  icalcomponent_add_property(event, icalproperty_new_summary(entry.summary.c_str()));
  return event;
}

}  // namespace

std::string calendar(const std::string& name, std::span<const CalendarEntry> entries,
                     routing::Instant now) {
  const std::unique_ptr<icalcomponent, FreeComponent> whole(icalcomponent_new_vcalendar());
  icalcomponent_add_property(whole.get(), icalproperty_new_version("2.0"));
  icalcomponent_add_property(whole.get(), icalproperty_new_prodid(made_by));
  icalcomponent_add_property(whole.get(), icalproperty_new_method(ICAL_METHOD_PUBLISH));
  icalcomponent_add_property(whole.get(), extension("X-WR-CALNAME", name.c_str()));
  icalcomponent_add_property(whole.get(), extension("X-PUBLISHED-TTL", look_again));
  for (const auto& entry : entries) {
    icalcomponent_add_component(whole.get(), entry_of(entry, now));
  }
  const std::unique_ptr<char, FreeText> text(icalcomponent_as_ical_string_r(whole.get()));
  return text ? std::string(text.get()) : std::string();
}

}  // namespace warmline::api
