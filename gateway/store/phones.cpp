#include "gateway/store/phones.hpp"

#include "gateway/store/staff_texts.hpp"
#include "gateway/store/texters.hpp"

namespace warmline::store::phones {
namespace {

using routing::StaffId;

std::optional<Phone> read(Reading& store, StaffId who, Place which, const Query& row) {
  auto number = routing::PhoneNumber::parse(store.seal.own().open(row.blob(0), place(who, which)));
  if (!number) throw Corrupt("the phone of a member of staff is no number");
  return Phone{std::move(*number), row.get<std::string>(1)};
}

Bytes hash_of_code(const Seal& seal, StaffId who, const std::string& code) {
  return seal.keyed_hash("phone code", who.text() + " " + code);
}

bool is_anothers(Reading& store, StaffId who, const Bytes& number_hash) {
  return store.db
      .query("SELECT 1 FROM phones WHERE number_hash = ?1 AND staff <> ?2", number_hash, who)
      .next();
}

}  // namespace

routing::UuidBytes place(StaffId who, Place which) {
  auto bytes = who.bytes();
  // The first byte holds the top of the time: no other id of this century has it.
  bytes[0] ^= static_cast<std::uint8_t>(which);
  return bytes;
}

std::optional<Phone> find(Reading& store, StaffId who) {
  auto row = store.db.query("SELECT number, language FROM phones WHERE staff = ?1", who);
  if (!row.next()) return std::nullopt;
  return read(store, who, Place::confirmed, row);
}

std::optional<Phone> unconfirmed(Reading& store, StaffId who) {
  auto row = store.db.query(
      "SELECT number, language FROM phone_codes"
      " WHERE staff = ?1 AND expires_at > ?2 AND tries < ?3",
      who, store.now, wrong_codes_max);
  if (!row.next()) return std::nullopt;
  return read(store, who, Place::unconfirmed, row);
}

std::optional<StaffId> whose(Reading& store, const routing::PhoneNumber& number) {
  auto row = store.db.query(
      "SELECT p.staff FROM phones p JOIN staff s ON s.id = p.staff"
      " WHERE p.number_hash = ?1 AND s.enabled = 1",
      texters::number_hash(store.seal, number));
  if (!row.next()) return std::nullopt;
  return row.get<StaffId>(0);
}

void ask(Writing& store, StaffId who, const Phone& phone, const std::string& code) {
  store.db
      .query(
          "INSERT INTO phone_codes (staff, number_hash, number, language, code_hash, tries,"
          " expires_at) VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6)"
          " ON CONFLICT (staff) DO UPDATE SET number_hash = excluded.number_hash,"
          " number = excluded.number, language = excluded.language,"
          " code_hash = excluded.code_hash, tries = 0, expires_at = excluded.expires_at",
          who, texters::number_hash(store.seal, phone.number),
          store.seal.own().seal(phone.number.dialable(), place(who, Place::unconfirmed)),
          phone.language, hash_of_code(store.seal, who, code), store.now + code_lasts)
      .run();
}

routing::Result<void> confirm(Writing& store, StaffId who, const std::string& code) {
  const auto phone = unconfirmed(store, who);
  const bool is_right =
      phone && store.db
                   .query("SELECT 1 FROM phone_codes WHERE staff = ?1 AND code_hash = ?2", who,
                          hash_of_code(store.seal, who, code))
                   .next();
  if (!is_right) {
    store.db.query("UPDATE phone_codes SET tries = tries + 1 WHERE staff = ?1", who).run();
    return routing::problem(routing::ProblemCode::wrong_code, "the code is not good");
  }
  const Bytes hash = texters::number_hash(store.seal, phone->number);
  if (is_anothers(store, who, hash)) {
    return routing::problem(routing::ProblemCode::phone_taken, "a colleague's phone");
  }
  store.db
      .query(
          "INSERT INTO phones (staff, number_hash, number, language, set_at)"
          " VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (staff) DO UPDATE SET"
          " number_hash = excluded.number_hash, number = excluded.number,"
          " language = excluded.language, set_at = excluded.set_at",
          who, hash, store.seal.own().seal(phone->number.dialable(), place(who, Place::confirmed)),
          phone->language, store.now)
      .run();
  store.db.query("DELETE FROM phone_codes WHERE staff = ?1", who).run();
  return {};
}

bool remove(Writing& store, StaffId who) {
  staff_texts::drop_queued(store, who);
  const int confirmed = store.db.query("DELETE FROM phones WHERE staff = ?1", who).run();
  const int asked = store.db.query("DELETE FROM phone_codes WHERE staff = ?1", who).run();
  return confirmed + asked > 0;
}

}  // namespace warmline::store::phones
