#include "gateway/flows/set_phone.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include <fmt/format.h>

#include "gateway/flows/text_staff.hpp"
#include "gateway/store/events.hpp"
#include "gateway/store/staff.hpp"
#include "gateway/store/staff_texts.hpp"

namespace warmline::flows {
namespace {

using routing::StaffId;
using routing::StaffText;
using store::Writing;
namespace staff_texts = store::staff_texts;

constexpr std::uint64_t codes = 1'000'000;

// Six digits that nobody can tell beforehand: an id's random part under a key of ours.
std::string fresh_code(Writing& store) {
  const auto id = store.ids.next<routing::TextId>(store.now);
  const auto bytes = store.seal.keyed_hash("fresh phone code", id.text());
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < sizeof number; ++i) number = number << 8U | bytes.at(i);
  return fmt::format("{:06}", number % codes);
}

void record(Writing& store, routing::EventKind kind, StaffId who) {
  store::events::append(
      store, {.kind = kind, .actor = who, .data = fmt::format(R"({{"staff":"{}"}})", who.text())});
}

bool had_too_many(store::Reading& store, StaffId who, const routing::PhoneNumber& number) {
  const auto hour_ago = store.now - std::chrono::hours(1);
  return staff_texts::count_to(store, who, hour_ago, StaffText::code) >= codes_an_hour_max ||
         staff_texts::count_to(store, number, hour_ago, {StaffText::code}) >= codes_an_hour_max;
}

Result<void> ask(Writing& store, const Lines& lines, StaffId who, const store::Phone& phone) {
  const auto row = store::staff::find(store, who);
  const auto& all = lines.all();
  const auto line = std::ranges::find_if(
      all, [&](const routing::Line& one) { return row && routing::works(row->staff, one.id); });
  if (line == all.end()) return routing::problem(ProblemCode::not_found, "they work no line");
  if (had_too_many(store, who, phone.number)) {
    return routing::problem(ProblemCode::too_many_tries, "codes for a phone");
  }
  const auto code = fresh_code(store);
  store::phones::ask(store, who, phone, code);
  // Whether a number said STOP is its owner's affair: whoever typed it learns nothing of it.
  if (staff_texts::is_stopped(store, phone.number, line->id)) {
    hold_back(store, *line, who, phone, StaffText::code);
  } else {
    text_phone(store, *line, who, phone, StaffText::code, {.code = code});
  }
  return {};
}

}  // namespace

awaitable<Result<void>> set_phone(StoreThread& store, const Lines& lines, StaffId who,
                                  store::Phone phone) {
  const bool is_a_lines = std::ranges::any_of(
      lines.all(), [&](const routing::Line& line) { return line.number == phone.number; });
  if (is_a_lines || phone.number.kind() != routing::PhoneNumber::Kind::e164) {
    co_return routing::problem(ProblemCode::malformed, "a number that can't be somebody's phone");
  }
  std::move_only_function<Result<void>(Writing&)> job =
      [&lines, who, phone = std::move(phone)](Writing& writing) {
        return ask(writing, lines, who, phone);
      };
  co_return co_await store.write<void>(std::move(job));
}

awaitable<Result<void>> confirm_phone(StoreThread& store, StaffId who, std::string code) {
  // A wrong code is counted, so the job itself succeeds.
  using Outcome = Result<void>;
  std::move_only_function<Result<Outcome>(Writing&)> job =
      [who, code = std::move(code)](Writing& writing) -> Result<Outcome> {
    auto outcome = store::phones::confirm(writing, who, code);
    if (outcome) record(writing, routing::EventKind::phone_set, who);
    return Result<Outcome>(std::in_place, std::move(outcome));
  };
  auto kept = co_await store.write<Outcome>(std::move(job));
  if (!kept) co_return std::unexpected(std::move(kept.error()));
  co_return std::move(*kept);
}

awaitable<Result<void>> remove_phone(StoreThread& store, StaffId who) {
  std::move_only_function<Result<void>(Writing&)> job = [who](Writing& writing) -> Result<void> {
    if (store::phones::remove(writing, who)) {
      record(writing, routing::EventKind::phone_removed, who);
    }
    return {};
  };
  co_return co_await store.write<void>(std::move(job));
}

}  // namespace warmline::flows
