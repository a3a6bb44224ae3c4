// The phones of staff: their own number, sealed, and the codes that confirm one.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "gateway/store/database.hpp"
#include "routing/ids.hpp"
#include "routing/phone_number.hpp"
#include "routing/result.hpp"

namespace warmline::store {

struct Phone {
  routing::PhoneNumber number;
  std::string language;  // of what is texted to it
};

namespace phones {

inline constexpr std::chrono::minutes code_lasts{10};
inline constexpr int wrong_codes_max = 5;

// The name of the same person is sealed under the same key, with their id: nothing of one opens in
// another's place. Part of the file's format.
enum class Place : std::uint8_t { confirmed = 0x20, unconfirmed = 0x60 };
routing::UuidBytes place(routing::StaffId who, Place which);

// The confirmed one.
std::optional<Phone> find(Reading& store, routing::StaffId who);
// The one that waits for its code, while that is good.
std::optional<Phone> unconfirmed(Reading& store, routing::StaffId who);
// Whose confirmed phone it is; nobody's who was disabled.
std::optional<routing::StaffId> whose(Reading& store, const routing::PhoneNumber& number);

// A code for this phone, from now on the only good one.
void ask(Writing& store, routing::StaffId who, const Phone& phone, const std::string& code);
// The phone is theirs from now on, instead of an earlier one. wrong_code: or it is over, or there
// were too many wrong ones (which is kept: the job has to succeed all the same); phone_taken.
routing::Result<void> confirm(Writing& store, routing::StaffId who, const std::string& code);
// With what has not left for it. True when there was one, confirmed or not.
bool remove(Writing& store, routing::StaffId who);

}  // namespace phones
}  // namespace warmline::store
