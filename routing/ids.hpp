// Identity of things. Every id is a UUIDv7 (RFC 9562, section 5.7): 48 bits of Unix milliseconds,
// then random bits, so that rows go to the right-hand end of an index. Distinct things, distinct
// types.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "routing/instant.hpp"

namespace warmline::routing {

using UuidBytes = std::array<std::uint8_t, 16>;

// The bytes of a UUIDv7 for `now` with 80 bits taken from `random` (6 of them are overwritten by
// version and variant).
UuidBytes uuid_v7(Instant now, std::span<const std::uint8_t, 10> random);
std::string format_uuid(const UuidBytes& bytes);
std::optional<UuidBytes> parse_uuid(std::string_view text);

template <class Thing>
class Id {
 public:
  Id() = default;  // all zero: no thing has it
  explicit Id(const UuidBytes& bytes) : bytes_(bytes) {}

  // Empty unless `text` is a UUID in its 36-character form.
  static std::optional<Id> parse(std::string_view text) {
    const auto bytes = parse_uuid(text);
    return bytes ? std::optional<Id>(Id(*bytes)) : std::nullopt;
  }
  // Empty unless there are exactly 16 bytes.
  static std::optional<Id> from_bytes(std::span<const std::uint8_t> raw) {
    if (raw.size() != 16) return std::nullopt;
    Id id;
    std::copy(raw.begin(), raw.end(), id.bytes_.begin());
    return id;
  }

  const UuidBytes& bytes() const { return bytes_; }
  std::string text() const { return format_uuid(bytes_); }
  auto operator<=>(const Id&) const = default;

 private:
  UuidBytes bytes_{};
};

using LineId = Id<struct LineThing>;
using TexterId = Id<struct TexterThing>;
using ThreadId = Id<struct ThreadThing>;
using ConversationId = Id<struct ConversationThing>;
using TextId = Id<struct TextThing>;
using StaffId = Id<struct StaffThing>;
using SessionId = Id<struct SessionThing>;
using ShiftRuleId = Id<struct ShiftRuleThing>;
using SwapId = Id<struct SwapThing>;
using PageId = Id<struct PageThing>;

// Makes ids, each later than every one before it: within one millisecond the 12 bits after the time
// count (RFC 9562, section 6.2, method 1). The random bytes come from outside: app reads the
// system's source in one place; tests seed. Not thread-safe: one per thread.
class IdSource {
 public:
  using Random = std::function<void(std::span<std::uint8_t>)>;
  explicit IdSource(Random random) : random_(std::move(random)) {}

  template <class SomeId>
  SomeId next(Instant now) {
    return SomeId(next_bytes(now));
  }

 private:
  UuidBytes next_bytes(Instant now);

  Random random_;
  Instant last_{};             // in whole milliseconds
  std::uint16_t counter_ = 0;  // how many were made in that millisecond
};

}  // namespace warmline::routing

template <class Thing>
struct std::hash<warmline::routing::Id<Thing>> {
  std::size_t operator()(const warmline::routing::Id<Thing>& id) const noexcept {
    return std::hash<std::string_view>()(
        {reinterpret_cast<const char*>(id.bytes().data()), id.bytes().size()});
  }
};
